package org.samdeblur.networks.checkpoint;

import java.io.InputStream;
import java.nio.ByteBuffer;

/** A stream of the bytes of a pickle, which can look ahead. */
final class PickleInput extends InputStream {
    private final ByteBuffer bytes;

    /** Reads the buffer from its position, which advances with the stream. */
    PickleInput(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    @Override
    public int read() {
        return bytes.hasRemaining() ? Byte.toUnsignedInt(bytes.get()) : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        int count = Math.min(length, bytes.remaining());
        bytes.get(target, offset, count);
        return count == 0 && length > 0 ? -1 : count;
    }

    @Override
    public int available() {
        return bytes.remaining();
    }

    /**
     * Returns whether the next bytes are a length of the given width in bytes, 1 to 8, followed by at least that many
     * bytes.
     */
    boolean holdsPrefixed(int width) {
        if (bytes.remaining() < width) {
            return false;
        }
        long length = 0;
        for (int i = width - 1; i >= 0; i--) {
            length = length << Byte.SIZE | Byte.toUnsignedLong(bytes.get(bytes.position() + i));
        }
        return length >= 0 && length <= bytes.remaining() - width;
    }
}
