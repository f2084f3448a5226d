package org.samdeblur.api;

/** A device asked for by name that the backend cannot offer; the message names what is missing. */
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
     * @param cause the failure underneath
     */
    public DeviceUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
