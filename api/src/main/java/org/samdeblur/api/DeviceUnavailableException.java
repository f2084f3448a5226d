package org.samdeblur.api;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a device requested by name is not available to the backend. The message names what is missing.
 *
 * @since 0.1.0
 */
public class DeviceUnavailableException extends BackendException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is wrong, with the offending value, and what to do about it
     */
    public DeviceUnavailableException(String message) {
        super(message);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message what is wrong, with the offending value, and what to do about it
     * @param cause the cause, if there is one
     */
    public DeviceUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
