package org.samdeblur.api.codec;

import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** A read-only channel over bytes in memory. */
final class BytesChannel implements SeekableByteChannel {
    private final ByteBuffer bytes;
    private int position;

    /** Reads a buffer from its position to its limit, which stay as they are. */
    BytesChannel(ByteBuffer bytes) {
        this.bytes = bytes.slice();
    }

    @Override
    public int read(ByteBuffer target) {
        if (position >= bytes.limit()) {
            return -1;
        }
        int count = Math.min(target.remaining(), bytes.limit() - position);
        target.put(bytes.slice(position, count));
        position += count;
        return count;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
        position = (int) Math.min(newPosition, bytes.limit());
        return this;
    }

    @Override
    public long size() {
        return bytes.limit();
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {
        // nothing to release
    }
}
