package org.samdeblur.api;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when work ends early because its {@link Progress} requested it or its thread was interrupted. After an
 * interrupt, the thread's interrupt status is still set.
 *
 * @since 0.1.0
 */
public class CancelledException extends SamDeblurException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was cancelled, and why
     */
    public CancelledException(String message) {
        super(message);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message what was cancelled, and why
     * @param cause the cause, if there is one
     */
    public CancelledException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
