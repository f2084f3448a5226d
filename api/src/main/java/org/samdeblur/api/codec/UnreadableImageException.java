package org.samdeblur.api.codec;

import java.io.IOException;

/** Why a file is no good as an image, said so that it can follow the file's name: "is truncated", "has no pixels". */
final class UnreadableImageException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadableImageException(String reason) {
        super(reason);
    }

    static UnreadableImageException truncated(String where) {
        return new UnreadableImageException("is truncated: it ends " + where);
    }
}
