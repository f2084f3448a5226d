package org.samdeblur.cli.console;

/** A command whose parts do not go together; ends with exit code 2. */
public final class MisuseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what was not understood.
     *
     * @param message one line for the user
     */
    public MisuseException(String message) {
        super(message);
    }
}
