package org.samdeblur.api.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A file as an image input stream: buffered, without temporary files or a cache. Parts can be replaced, so that a
 * decoder sees only checked content.
 */
final class ChannelInput extends ImageInputStreamImpl {
    private static final int WINDOW_BYTES = 1 << 16;

    private final SeekableByteChannel channel;
    private final long fileLength;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES).limit(0);
    private final List<Patch> patches = new ArrayList<>();
    private byte[] tail = {};
    private long windowStart;

    /** Bytes that readers see in place of the file's bytes from a position. */
    private record Patch(long position, byte[] bytes) {}

    /** Takes ownership of the channel. */
    ChannelInput(SeekableByteChannel channel) throws IOException {
        this.channel = channel;
        this.fileLength = channel.size();
    }

    /** Replaces the bytes in [from, to) by zeros for later reads. */
    void blank(long from, long to) {
        replace(from, new byte[(int) (to - from)]);
    }

    /** Replaces bytes from a position for later reads. */
    void replace(long position, byte[] bytes) {
        patches.add(new Patch(position, bytes));
        window.limit(0);
    }

    /** Appends bytes to the file for later reads, instead of those appended before. */
    void append(byte[] bytes) {
        tail = bytes;
        window.limit(0);
    }

    /** The length of the file, without what was appended. */
    long fileLength() {
        return fileLength;
    }

    @Override
    public int read() throws IOException {
        checkClosed();
        bitOffset = 0;
        if (!moveWindow()) {
            return -1;
        }
        streamPos++;
        return window.get() & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        checkClosed();
        bitOffset = 0;
        if (count == 0) {
            return 0;
        }
        // Callers that read four bytes take fewer for the end of the file, so read as many as possible.
        int read = 0;
        while (read < count && moveWindow()) {
            int part = Math.min(count - read, window.remaining());
            window.get(target, offset + read, part);
            streamPos += part;
            read += part;
        }
        return read == 0 ? -1 : read;
    }

    /** Moves the window to the stream's position; returns false at the end of the file. */
    private boolean moveWindow() throws IOException {
        long offset = streamPos - windowStart;
        if (offset >= 0 && offset < window.limit()) {
            window.position((int) offset);
            return true;
        }
        if (streamPos >= length()) {
            return false;
        }
        window.clear();
        windowStart = streamPos;
        if (streamPos < fileLength) {
            channel.position(streamPos).read(window);
        } else {
            int from = (int) (streamPos - fileLength);
            window.put(tail, from, Math.min(tail.length - from, window.remaining()));
        }
        window.flip();
        patches.forEach(this::patchWindow);
        return window.hasRemaining();
    }

    private void patchWindow(Patch patch) {
        long from = Math.max(patch.position, windowStart);
        long to = Math.min(patch.position + patch.bytes.length, windowStart + window.limit());
        if (from < to) {
            System.arraycopy(
                    patch.bytes, (int) (from - patch.position), window.array(), (int) (from - windowStart), (int)
                            (to - from));
        }
    }

    @Override
    public long length() {
        return fileLength + tail.length;
    }

    @Override
    public void close() throws IOException {
        super.close();
        channel.close();
    }
}
