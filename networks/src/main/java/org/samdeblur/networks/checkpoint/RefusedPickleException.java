package org.samdeblur.networks.checkpoint;

/**
 * Thrown if a pickle is damaged or has content that is not allowed. The message continues a sentence that begins with
 * the file's name.
 */
final class RefusedPickleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedPickleException(String message) {
        super(message);
    }

    RefusedPickleException(String message, Throwable cause) {
        super(message, cause);
    }
}
