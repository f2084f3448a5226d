package org.samdeblur.api.codec;

import java.io.IOException;

/** Thrown when a file cannot be read as an image. The message continues the file's name, such as "is truncated". */
final class UnreadableImageException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadableImageException(String reason) {
        super(reason);
    }

    static UnreadableImageException truncated(String where) {
        return new UnreadableImageException("is truncated: it ends " + where);
    }
}
