package org.samdeblur.networks.checkpoint;

/** What a pickle holds is damaged or not allowed; the message continues a sentence that begins with the file. */
final class RefusedPickleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedPickleException(String message) {
        super(message);
    }

    RefusedPickleException(String message, Throwable cause) {
        super(message, cause);
    }
}
