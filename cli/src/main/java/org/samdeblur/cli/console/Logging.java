package org.samdeblur.cli.console;

import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The library's log on standard error: only warnings, one line each, unless the user requests more. */
public final class Logging {
    /** A reference to the logger, which would otherwise lose its level when it is collected. */
    private static final Logger LIBRARY = Logger.getLogger("org.samdeblur");

    private Logging() {}

    /** Prints only warnings, one line each. */
    public static void useOneLine() {
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            handler.setFormatter(new OneLine());
        }
        LIBRARY.setLevel(Level.WARNING);
    }

    private static final class OneLine extends Formatter {
        @Override
        public String format(LogRecord entry) {
            return Errors.oneLine(formatMessage(entry)) + System.lineSeparator();
        }
    }

    /** Prints the library's informative messages too. */
    public static void tellMore() {
        LIBRARY.setLevel(Level.INFO);
    }
}
