package org.samdeblur.api;

import java.util.Locale;

/**
 * Hears how far long work has come, and may end it. Called from the thread that does the work, at least between tiles.
 *
 * <p>An image of up to 1.5 megapixels is one tile unless {@link Tiling} says otherwise: from the beginning of its network to the
 * end there is no report, so a report cannot end it. {@link Thread#interrupt} can, where the backend allows it.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Progress {
    /** Hears nothing and never cancels. */
    Progress NONE = (stage, done, total) -> true;

    /**
     * Takes one report.
     *
     * @param stage what is being done
     * @param done units finished, from 0
     * @param total units in all, at least 1
     * @return true to go on, false to end the work with a {@link CancelledException}
     */
    boolean report(Stage stage, long done, long total);

    /**
     * Reports and ends the work if it is no longer wanted, or if its thread has been interrupted. The thread's interrupt status
     * stays as it is.
     *
     * @param stage what is being done
     * @param done units finished
     * @param total units in all
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
