package org.samdeblur.examples.cli;

/** A command whose parts do not go together; ends with exit code 2. */
final class MisuseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MisuseException(String message) {
        super(message);
    }
}
