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
 * Locks a training's folder, so that only one trainer of this or any other process uses it. The operating system
 * releases the lock when the process ends in any way. The lock file stays; its existence alone means nothing.
 */
final class TrainingLock implements AutoCloseable {
    static final String NAME = "training.lock";

    private static final Logger LOGGER = System.getLogger(TrainingLock.class.getPackageName());

    /**
     * The folders locked by this process. Opening the lock file a second time and closing it would release the lock.
     */
    private static final Set<Path> HELD = new HashSet<>();

    private final Path folder;
    private final FileChannel channel;

    private TrainingLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Locks a folder.
     *
     * @throws SamDeblurException if another trainer uses it
     * @throws IOException if the folder does not exist, or cannot be written to
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
            LOGGER.log(Level.DEBUG, "the file system does not support locks", e);
            return false;
        }
    }

    private static SamDeblurException taken(Path folder) {
        return new SamDeblurException(
                folder + " is in use by another training; wait until it ends, or choose another folder");
    }

    private static void release(Path folder) {
        synchronized (HELD) {
            HELD.remove(folder);
        }
    }

    /** Returns whether a folder was ever locked. */
    static boolean wasIn(Path folder) {
        return Files.exists(folder.resolve(NAME));
    }

    /** Unlocks the folder. */
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
