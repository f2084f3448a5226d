package org.samdeblur.api.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import javax.imageio.stream.ImageOutputStreamImpl;

/** A file as an image output stream: written directly, without temporary files or a cache. */
final class ChannelOutput extends ImageOutputStreamImpl {
    private final SeekableByteChannel channel;

    /** Takes ownership of the channel. */
    ChannelOutput(SeekableByteChannel channel) {
        this.channel = channel;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int count) throws IOException {
        flushBits();
        channel.position(streamPos);
        ByteBuffer bytes = ByteBuffer.wrap(source, offset, count);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        streamPos += count;
    }

    /** Overwrites written bytes, even if they have been flushed. The stream's position does not change. */
    void replace(long position, byte[] bytes) throws IOException {
        channel.position(position).write(ByteBuffer.wrap(bytes));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        checkClosed();
        bitOffset = 0;
        int read = channel.position(streamPos).read(ByteBuffer.wrap(target, offset, count));
        streamPos += Math.max(read, 0);
        return read;
    }

    @Override
    public long length() {
        try {
            checkClosed();
            return channel.size();
        } catch (IOException e) {
            return -1;
        }
    }

    @Override
    public void close() throws IOException {
        super.close();
        channel.close();
    }
}
