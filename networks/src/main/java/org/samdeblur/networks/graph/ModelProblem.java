package org.samdeblur.networks.graph;

import java.nio.file.Path;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.text.Printable;

/** Says what is wrong with a model file: on one short line, whatever names a damaged file may hold. */
final class ModelProblem {
    private static final int MAX_LENGTH = 400;

    private ModelProblem() {}

    /**
     * Words a problem.
     *
     * @param problem what is the matter, to be read after the file's name
     * @param cause the failure underneath, or null
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
