package org.samdeblur.api;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when an image file is missing, not an image, damaged, of an unsupported kind, too large, or cannot be written.
 *
 * @since 0.1.0
 */
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
     * Creates the exception with its cause.
     *
     * @param message what is wrong, with the offending value, and what to do about it
     * @param cause the cause, if there is one
     */
    public InvalidImageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
