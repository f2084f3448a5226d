package org.samdeblur.networks.download;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.samdeblur.api.CancelledException;

/**
 * Has a place filled by one thread of one process at a time: by a lock in this process, and by a lock file beside the place. The lock
 * file stays, since a file that is deleted could be locked by one process and made anew by another.
 */
public final class PlaceLock {
    private static final Logger LOG = System.getLogger(PlaceLock.class.getName());
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final Map<Path, ReentrantLock> IN_PROCESS = new ConcurrentHashMap<>();

    private PlaceLock() {}

    /**
     * What is done while the place is locked.
     *
     * @param <T> what comes of it
     */
    @FunctionalInterface
    public interface Work<T> {
        /**
         * Does it.
         *
         * @return what comes of it
         * @throws IOException if a file cannot be read or written
         */
        T run() throws IOException;
    }

    /**
     * Waits until no other thread and no other process fills the place, and does the work.
     *
     * @param <T> what comes of the work
     * @param place a file or folder to be filled; the folder it lies in exists
     * @param work what to do; must not lock the place again
     * @return what comes of it
     * @throws IOException if the lock file cannot be made, or the work fails
     * @throws CancelledException if the thread is interrupted while it waits
     */
    public static <T> T holding(Path place, Work<T> work) throws IOException {
        Path file = place.toAbsolutePath().normalize().resolveSibling("." + place.getFileName() + ".lock");
        ReentrantLock lock = IN_PROCESS.computeIfAbsent(file, path -> new ReentrantLock());
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(place, e);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock(channel, place);
            return work.run();
        } finally {
            lock.unlock();
        }
    }

    /** Where files cannot be locked, as on some network drives, processes may do the same work twice. */
    private static void lock(FileChannel channel, Path place) {
        try {
            if (!tryLock(channel)) {
                LOG.log(Level.INFO, "waiting for another process that fills {0}", place);
                while (!tryLock(channel)) {
                    Thread.sleep(INTERVAL.toMillis());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(place, e);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "files cannot be locked beside " + place, e);
        }
    }

    /** The same process may have the lock, where two class loaders have loaded this class. */
    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static CancelledException interrupted(Path place, Exception cause) {
        return new CancelledException("interrupted while waiting for " + place, cause);
    }
}
