package org.samdeblur.api;

import java.util.Locale;

/**
 * Receives the progress of a long operation and can cancel it. It is called on the thread that does the work, at least
 * between tiles.
 *
 * <p>By default, an image of up to 1.5 megapixels is one tile, see {@link Tiling}. There is no report while the network
 * runs on a tile, so that a report cannot cancel it. {@link Thread#interrupt} can, if the backend supports it.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Progress {
    /** Ignores all reports and never cancels. */
    Progress NONE = (stage, done, total) -> true;

    /**
     * Receives a report.
     *
     * @param stage the current stage
     * @param done the number of finished units, from 0
     * @param total the total number of units, at least 1
     * @return true to continue, false to end the work with a {@link CancelledException}
     */
    boolean report(Stage stage, long done, long total);

    /**
     * Reports progress, and throws an exception if the work has been cancelled or the thread has been interrupted. The
     * thread's interrupt status does not change.
     *
     * @param stage the current stage
     * @param done the number of finished units, from 0
     * @param total the total number of units, at least 1
     * @throws CancelledException if {@link #report} returned false, or the thread's interrupt status is set
     */
    default void step(Stage stage, long done, long total) {
        if (Thread.currentThread().isInterrupted()) {
            throw cancelled("interrupted", stage, done, total);
        }
        if (!report(stage, done, total)) {
            throw cancelled("cancelled", stage, done, total);
        }
    }

    private static CancelledException cancelled(String how, Stage stage, long done, long total) {
        return new CancelledException(
                how + " during " + stage.name().toLowerCase(Locale.ROOT) + ", " + done + " of " + total + " done");
    }
}
