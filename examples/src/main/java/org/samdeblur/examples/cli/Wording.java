package org.samdeblur.examples.cli;

import java.time.Duration;

/** How numbers are put to users. */
final class Wording {
    private Wording() {}

    /** Returns {@code 1 mask}, {@code 2 masks}. */
    static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    /** Returns milliseconds, of which no one needs more than two decimals. */
    static double milliseconds(Duration time) {
        return Math.round(time.toNanos() / 1e4) / 100.0;
    }
}
