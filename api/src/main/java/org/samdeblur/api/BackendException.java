package org.samdeblur.api;

import org.jspecify.annotations.Nullable;

/**
 * A backend that cannot be found or opened, or that failed while it ran a network.
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
     * Creates the exception with the failure that led to it.
     *
     * @param message what is wrong, with the offending value, and what to do about it
     * @param cause the failure underneath, if there is one
     */
    public BackendException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
