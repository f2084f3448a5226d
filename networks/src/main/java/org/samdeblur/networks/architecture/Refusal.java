package org.samdeblur.networks.architecture;

import java.nio.file.Path;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.text.Printable;

/**
 * Creates exceptions about invalid files, whose message is one line of limited length.
 *
 * @since 0.1.0
 */
public final class Refusal {
    private static final int LONGEST = 400;

    private Refusal() {}

    /**
     * Creates an exception.
     *
     * @param file the file
     * @param what the problem; continues after the file's name and a colon
     * @return the exception, to be thrown
     */
    public static InvalidModelException of(Path file, String what) {
        return new InvalidModelException(file + ": " + shortened(what));
    }

    /**
     * Creates an exception that does not name the file. The caller, which knows the file, names it.
     *
     * @param what the problem
     * @return the exception, to be thrown
     */
    public static InvalidModelException of(String what) {
        return new InvalidModelException(shortened(what));
    }

    private static String shortened(String what) {
        String line = Printable.line(what);
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
