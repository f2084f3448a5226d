package org.samdeblur.api;

/** The root of every failure this library reports by itself; its message fits on one line and says what to do. */
public class SamDeblurException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is wrong, with the offending value, and what to do about it
     */
    public SamDeblurException(String message) {
        super(message);
    }

    /**
     * Creates the exception with the failure that led to it.
     *
     * @param message what is wrong, with the offending value, and what to do about it
     * @param cause the failure underneath
     */
    public SamDeblurException(String message, Throwable cause) {
        super(message, cause);
    }
}
