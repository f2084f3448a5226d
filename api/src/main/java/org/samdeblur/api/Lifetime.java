package org.samdeblur.api;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** Lets many threads use something until one closes it, which waits for those under way. */
final class Lifetime {
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
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

    void end(Runnable release) {
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
