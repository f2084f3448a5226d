package org.samdeblur.api;

/** An image file that is missing, not an image, damaged, too large, or cannot be written. */
public class InvalidImageException extends SamDeblurException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is wrong, with the offending value, and what to do about it
     */
    public InvalidImageException(String message) {
        super(message);
    }

    /**
     * Creates the exception with the failure that led to it.
     *
     * @param message what is wrong, with the offending value, and what to do about it
     * @param cause the failure underneath
     */
    public InvalidImageException(String message, Throwable cause) {
        super(message, cause);
    }
}
