package org.samdeblur.training;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.samdeblur.api.SamDeblurException;

/**
 * Keeps a training's folder to one trainer at a time, of this process and others. The operating system ends it with the process,
 * however that ends; the file stays and is of no meaning by itself.
 */
final class TrainingLock implements AutoCloseable {
    static final String NAME = "training.lock";

    private static final Logger LOGGER = System.getLogger(TrainingLock.class.getPackageName());

    /** A process that opened the file a second time would give up its lock by closing it. */
    private static final Set<Path> HELD = new HashSet<>();

    private final Path folder;
    private final FileChannel channel;

    private TrainingLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes a folder.
     *
     * @throws SamDeblurException if another trainer has it
     * @throws IOException if the folder is not there, or cannot be written to
     */
    static TrainingLock take(Path wanted) throws IOException {
        Path folder = wanted.toRealPath();
        synchronized (HELD) {
            if (!HELD.add(folder)) {
                throw taken(wanted);
            }
        }
        try {
            FileChannel channel =
                    FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isTaken(channel)) {
                channel.close();
                throw taken(wanted);
            }
            return new TrainingLock(folder, channel);
        } catch (IOException | RuntimeException e) {
            release(folder);
            throw e;
        }
    }

    private static boolean isTaken(FileChannel channel) {
        try {
            FileLock lock = channel.tryLock();
            return lock == null;
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "files cannot be locked there", e);
            return false;
        }
    }

    private static SamDeblurException taken(Path folder) {
        return new SamDeblurException(
                folder + " is in use by another training; wait for its end, or name another folder");
    }

    private static void release(Path folder) {
        synchronized (HELD) {
            HELD.remove(folder);
        }
    }

    /** Returns whether a folder has been taken once. */
    static boolean wasIn(Path folder) {
        return Files.exists(folder.resolve(NAME));
    }

    /** Gives the folder up. */
    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "the lock of a training cannot be closed", e);
        } finally {
            release(folder);
        }
    }
}
