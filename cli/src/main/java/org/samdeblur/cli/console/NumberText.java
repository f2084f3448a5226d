package org.samdeblur.cli.console;

import java.time.Duration;

/** Formats numbers for users. */
public final class NumberText {
    private NumberText() {}

    /**
     * Returns {@code 1 mask}, {@code 2 masks}.
     *
     * @param number how many
     * @param thing one of them
     * @return number and noun
     */
    public static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    /**
     * Returns milliseconds, rounded to two decimals.
     *
     * @param time the time
     * @return milliseconds
     */
    public static double milliseconds(Duration time) {
        return Math.round(time.toNanos() / 1e4) / 100.0;
    }
}
