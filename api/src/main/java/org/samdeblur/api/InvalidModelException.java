package org.samdeblur.api;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a model file is missing, damaged, of an unknown kind, or not suitable for its use.
 *
 * @since 0.1.0
 */
public class InvalidModelException extends SamDeblurException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is wrong, with the offending value, and what to do about it
     */
    public InvalidModelException(String message) {
        super(message);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message what is wrong, with the offending value, and what to do about it
     * @param cause the cause, if there is one
     */
    public InvalidModelException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
