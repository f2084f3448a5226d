package org.samdeblur.cli.console;

/** Thrown if options of a command contradict each other; the exit code is 2. */
public final class MisuseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message one line for the user
     */
    public MisuseException(String message) {
        super(message);
    }
}
