package org.samdeblur.api;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when masks cannot be read, or do not fit their image.
 *
 * @since 0.1.0
 */
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
     * Creates the exception with its cause.
     *
     * @param message what is wrong, with the offending value, and what to do about it
     * @param cause the cause, if there is one
     */
    public InvalidMaskException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
