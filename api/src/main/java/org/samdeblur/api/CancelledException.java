package org.samdeblur.api;

import org.jspecify.annotations.Nullable;

/**
 * Work that ended early because its {@link Progress} asked for it or its thread was interrupted. After an interrupt, the thread's
 * interrupt status is still set.
 *
 * @since 0.1.0
 */
public class CancelledException extends SamDeblurException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is wrong, with the offending value, and what to do about it
     */
    public CancelledException(String message) {
        super(message);
    }

    /**
     * Creates the exception with the failure that led to it.
     *
     * @param message what is wrong, with the offending value, and what to do about it
     * @param cause the failure underneath, if there is one
     */
    public CancelledException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
