package org.samdeblur.api;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a backend cannot be found or opened, or fails while it runs a network.
 *
 * @since 0.1.0
 */
public class BackendException extends SamDeblurException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is wrong, with the offending value, and what to do about it
     */
    public BackendException(String message) {
        super(message);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message what is wrong, with the offending value, and what to do about it
     * @param cause the cause, if there is one
     */
    public BackendException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
