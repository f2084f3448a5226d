package org.samdeblur.networks.engine;

import org.samdeblur.api.CancelledException;

/**
 * Ends work after {@link Thread#interrupt} with an exception. The thread's interrupt status stays set.
 *
 * @since 0.1.0
 */
public final class Interruption {
    private Interruption() {}

    /**
     * Ends the work if its thread has been interrupted.
     *
     * @param work what is being done, for the message
     * @throws CancelledException if the thread's interrupt status is set; it stays set
     */
    public static void check(Object work) {
        if (Thread.currentThread().isInterrupted()) {
            throw cancelled(work);
        }
    }

    /**
     * Creates the exception that interrupted work throws.
     *
     * @param work what was being done, for the message
     * @return the exception
     */
    public static CancelledException cancelled(Object work) {
        return new CancelledException("interrupted during the run of " + work);
    }
}
