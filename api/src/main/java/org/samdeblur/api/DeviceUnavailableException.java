package org.samdeblur.api;

import org.jspecify.annotations.Nullable;

/**
 * A device asked for by name that the backend cannot offer; the message names what is missing.
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
     * Creates the exception with the failure that led to it.
     *
     * @param message what is wrong, with the offending value, and what to do about it
     * @param cause the failure underneath, if there is one
     */
    public DeviceUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
