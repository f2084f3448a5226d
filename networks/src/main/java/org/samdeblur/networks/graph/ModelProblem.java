package org.samdeblur.networks.graph;

import java.nio.file.Path;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.text.Printable;

/**
 * Creates exceptions about model files. Messages are one short line, even if a damaged file contains long or
 * unprintable names.
 */
final class ModelProblem {
    private static final int MAX_LENGTH = 400;

    private ModelProblem() {}

    /**
     * Creates an exception.
     *
     * @param problem the problem, worded to follow the file's name
     * @param cause the cause, or null
     */
    static InvalidModelException in(Path file, String problem, Throwable cause) {
        String printable = Printable.line(problem);
        String text = printable.length() > MAX_LENGTH ? printable.substring(0, MAX_LENGTH) + "..." : printable;
        return new InvalidModelException(file + " " + text, cause);
    }

    static InvalidModelException in(Path file, String problem) {
        return in(file, problem, null);
    }
}
