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
 * A file that is being written in the folder of its place. It is locked until it is closed, so that other processes can
 * distinguish it from a file that a killed process left. Closing deletes it, unless it was moved.
 */
final class Unfinished implements Closeable {
    private static final Logger LOGGER = System.getLogger(Unfinished.class.getPackageName());
    private static final String PREFIX = ".samdeblur-";
    private static final String SUFFIX = ".part";
    /** A process must not open its own files a second time, since closing them would release their locks. */
    private static final String OF_THIS_PROCESS = PREFIX + UUID.randomUUID() + "-";

    private static final int ATTEMPTS = 10;

    private final Path path;
    private final SeekableByteChannel channel;

    private Unfinished(Path path, SeekableByteChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Creates a file with a unique name. */
    static Unfinished beside(Path place) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Path path = place.resolveSibling(OF_THIS_PROCESS + UUID.randomUUID() + SUFFIX);
            // Not createTempFile, whose files only their owner can read.
            SeekableByteChannel channel = Files.newByteChannel(
                    path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
            lock(channel);
            if (!isLockable(channel) || Files.exists(path) || attempt == ATTEMPTS) {
                return new Unfinished(path, channel);
            }
            // Another process removed the file as a leftover before it was locked.
            channel.close();
        }
    }

    private static boolean isLockable(SeekableByteChannel channel) {
        return channel instanceof FileChannel;
    }

    /** Waits for a process that is about to delete the file. Does nothing on file systems without locks. */
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

    /** Returns the path of a folder that is in use as long as this file is locked. */
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

    /** Returns the file's content. Closing it has no effect, since that would release the lock. */
    SeekableByteChannel content() {
        return new KeptOpen(channel);
    }

    /** Completes the written content: in a zip file, it appears when the channel is closed. */
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
