package org.samdeblur.networks.graph.message;

import java.io.IOException;

/** Thrown if bytes are not a message. */
public final class MalformedMessageException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedMessageException(String message) {
        super(message);
    }
}
