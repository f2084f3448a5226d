package org.samdeblur.api;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** Lets many threads use something until one closes it, which waits for those under way. */
final class Lifetime {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    <T> T use(Supplier<T> work) {
        lock.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("this SamDeblur is closed");
            }
            return work.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Waits for work under way, which must not be the caller's own: it would wait for itself. */
    void end(Runnable release) {
        if (lock.getReadHoldCount() > 0) {
            throw new IllegalStateException(
                    "this SamDeblur cannot be closed by its own work; have Progress return false and close it afterwards");
        }
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                release.run();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
