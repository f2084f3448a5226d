package org.samdeblur.api;

/**
 * Hears how far long work has come, and may end it. Called from the thread that does the work, at least between tiles.
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
     * Reports and ends the work if it is no longer wanted.
     *
     * @param stage what is being done
     * @param done units finished
     * @param total units in all
     * @throws CancelledException if {@link #report} returned false
     */
    default void step(Stage stage, long done, long total) {
        if (!report(stage, done, total)) {
            throw new CancelledException("cancelled during " + stage.name().toLowerCase(java.util.Locale.ROOT) + ", "
                    + done + " of " + total + " done");
        }
    }
}
