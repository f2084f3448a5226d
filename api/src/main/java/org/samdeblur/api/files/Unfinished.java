package org.samdeblur.api.files;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.samdeblur.api.text.Printable;

/**
 * A file that is being written beside its place. It is locked until it is closed, so that other processes can tell it from what a
 * process that was killed has left; it is deleted then, unless it was moved.
 */
final class Unfinished implements Closeable {
    private static final Logger LOGGER = System.getLogger(Unfinished.class.getPackageName());
    private static final String PREFIX = ".samdeblur-";
    private static final String SUFFIX = ".part";
    /** A process must not open its own files a second time: closing them would give their locks up. */
    private static final String OF_THIS_PROCESS = PREFIX + UUID.randomUUID() + "-";

    private static final int ATTEMPTS = 10;

    private final Path path;
    private final SeekableByteChannel channel;

    private Unfinished(Path path, SeekableByteChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Makes a file of a name that nothing else has. */
    static Unfinished beside(Path place) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Path path = place.resolveSibling(OF_THIS_PROCESS + UUID.randomUUID() + SUFFIX);
            // Not createTempFile, whose files nobody but their owner may read.
            SeekableByteChannel channel = Files.newByteChannel(
                    path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
            lock(channel);
            if (!isLockable(channel) || Files.exists(path) || attempt == ATTEMPTS) {
                return new Unfinished(path, channel);
            }
            // Another process took it for a stale one before it was locked.
            channel.close();
        }
    }

    private static boolean isLockable(SeekableByteChannel channel) {
        return channel instanceof FileChannel;
    }

    /** Waits for a process that is about to delete the file; where there are no locks, does nothing. */
    private static void lock(SeekableByteChannel channel) {
        if (channel instanceof FileChannel file) {
            try {
                file.lock();
            } catch (IOException e) {
                LOGGER.log(Level.DEBUG, "files cannot be locked there", e);
            }
        }
    }

    static boolean isName(Path path) {
        String name = path.getFileName().toString();
        return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
    }

    static boolean isOfThisProcess(Path path) {
        return path.getFileName().toString().startsWith(OF_THIS_PROCESS);
    }

    /** Returns the path of a folder whose owner lives as long as this file is locked. */
    Path guardedFolder() {
        String name = path.getFileName().toString();
        return path.resolveSibling(name.substring(0, name.length() - SUFFIX.length()) + ".folder" + SUFFIX);
    }

    /** Returns the path of the file that guards a folder. */
    static Path guardOf(Path folder) {
        return folder.resolveSibling(folder.getFileName().toString().replace(".folder" + SUFFIX, SUFFIX));
    }

    Path path() {
        return path;
    }

    /** Returns the file's content. Closing it has no effect, since the lock would go with it. */
    SeekableByteChannel content() {
        return new KeptOpen(channel);
    }

    /** Lets the content appear that has been written: in a zip file, it does when the channel is closed. */
    void complete() throws IOException {
        if (!isLockable(channel)) {
            channel.close();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "a partly written file is left behind: " + Printable.line(path.toString()), e);
        }
    }
}
