package org.samdeblur.api.lifetime;

import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Lets many threads use something until one closes it, which waits for those under way. */
public final class Lifetime {
    private final String what;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    /**
     * Begins a lifetime.
     *
     * @param what names in messages what is used, such as {@code this SamDeblur}
     */
    public Lifetime(String what) {
        this.what = what;
    }

    /**
     * Work with what is alive.
     *
     * @param <T> what it makes
     * @param <E> how it may fail
     */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        /**
         * Does the work.
         *
         * @return what it makes
         * @throws E if it fails
         */
        T run() throws E;
    }

    /**
     * Release of what was alive.
     *
     * @param <E> how it may fail
     */
    @FunctionalInterface
    public interface Release<E extends Exception> {
        /**
         * Releases it.
         *
         * @throws E if it fails
         */
        void run() throws E;
    }

    /**
     * Does work, before which nothing is released. Any number of threads may do so at once, and work may contain further work.
     *
     * @param work the work
     * @param <T> what it makes
     * @param <E> how it may fail
     * @return what the work makes
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
     * Ends the lifetime once work under way is done; the second time, does nothing.
     *
     * @param release what is done at the end
     * @param <E> how it may fail
     * @throws E if it fails
     * @throws IllegalStateException if the caller is inside work of its own, for which it would wait for ever
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
