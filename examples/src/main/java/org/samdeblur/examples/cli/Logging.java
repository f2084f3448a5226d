package org.samdeblur.examples.cli;

import java.util.logging.Level;
import java.util.logging.Logger;

/** The library's log on standard error: warnings only, one line each, unless the user wants to hear more. */
final class Logging {
    /** Held, so that its level is not lost with it. */
    private static final Logger LIBRARY = Logger.getLogger("org.samdeblur");

    private Logging() {}

    /** Must come before anything is logged: the format is read once. */
    static void useOneLine() {
        System.setProperty("java.util.logging.SimpleFormatter.format", "samdeblur: %5$s%n");
        LIBRARY.setLevel(Level.WARNING);
    }

    static void tellMore() {
        LIBRARY.setLevel(Level.INFO);
    }
}
