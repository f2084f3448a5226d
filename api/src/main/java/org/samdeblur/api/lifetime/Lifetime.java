package org.samdeblur.api.lifetime;

import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Lets many threads use a resource until one closes it. Closing waits for uses in progress. Safe for use by multiple
 * threads.
 */
public final class Lifetime {
    private final String what;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    /**
     * Begins a lifetime.
     *
     * @param what the resource's name in messages, such as {@code this SamDeblur}
     */
    public Lifetime(String what) {
        this.what = what;
    }

    /**
     * Work that uses the resource.
     *
     * @param <T> the type of its result
     * @param <E> the type of its exception
     */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        /**
         * Does the work.
         *
         * @return the result
         * @throws E if the work fails
         */
        T run() throws E;
    }

    /**
     * Releases the resource.
     *
     * @param <E> the type of its exception
     */
    @FunctionalInterface
    public interface Release<E extends Exception> {
        /**
         * Releases the resource.
         *
         * @throws E if releasing fails
         */
        void run() throws E;
    }

    /**
     * Does work with the resource, which is not released before the work is done. Any number of threads may do so at
     * once. Work may do further work on the same thread; it must not wait for further work on another thread.
     *
     * @param work the work
     * @param <T> the type of its result
     * @param <E> the type of its exception
     * @return the result of the work
     * @throws E if the work fails
     * @throws IllegalStateException if the lifetime has ended
     */
    public <T, E extends Exception> T use(Work<T, E> work) throws E {
        lock.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException(what + " is closed");
            }
            return work.run();
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * Ends the lifetime and releases the resource once all work in progress is done. Does nothing the second time.
     *
     * @param release releases the resource
     * @param <E> the type of its exception
     * @throws E if releasing fails
     * @throws IllegalStateException if the calling thread is doing work with the resource, for which it would wait
     *     forever
     */
    public <E extends Exception> void end(Release<E> release) throws E {
        if (lock.getReadHoldCount() > 0) {
            throw new IllegalStateException(what
                    + " cannot be closed by its own work; end the work first, as by returning false from Progress");
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
