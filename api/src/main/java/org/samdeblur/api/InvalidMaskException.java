package org.samdeblur.api;

/** Masks that cannot be read, or do not fit the image they are meant for. */
public class InvalidMaskException extends SamDeblurException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is wrong, with the offending value, and what to do about it
     */
    public InvalidMaskException(String message) {
        super(message);
    }

    /**
     * Creates the exception with the failure that led to it.
     *
     * @param message what is wrong, with the offending value, and what to do about it
     * @param cause the failure underneath
     */
    public InvalidMaskException(String message, Throwable cause) {
        super(message, cause);
    }
}
