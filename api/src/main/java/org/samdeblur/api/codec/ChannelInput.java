package org.samdeblur.api.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A file as image readers take it: buffered, without temporary files and without keeping what was read. Parts of it can
 * be replaced, so that a decoder sees only what was checked before.
 */
final class ChannelInput extends ImageInputStreamImpl {
    private static final int WINDOW_BYTES = 1 << 16;

    private final SeekableByteChannel channel;
    private final long fileLength;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES).limit(0);
    private final List<Patch> patches = new ArrayList<>();
    private byte[] tail = {};
    private long windowStart;

    /** Bytes that readers see from a position on in place of the file's. */
    private record Patch(long position, byte[] bytes) {}

    /** Takes over the channel. */
    ChannelInput(SeekableByteChannel channel) throws IOException {
        this.channel = channel;
        this.fileLength = channel.size();
    }

    /** From now on, lets readers see zeros in place of the bytes from the one position up to before the other. */
    void blank(long from, long to) {
        replace(from, new byte[(int) (to - from)]);
    }

    /** From now on, lets readers see other bytes from a position on. */
    void replace(long position, byte[] bytes) {
        patches.add(new Patch(position, bytes));
        window.limit(0);
    }

    /** From now on, lets readers see these bytes behind the end of the file, in place of others appended before. */
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
        // as many as there are: a reader of four bytes takes fewer for the end of the file
        int read = 0;
        while (read < count && moveWindow()) {
            int part = Math.min(count - read, window.remaining());
            window.get(target, offset + read, part);
            streamPos += part;
            read += part;
        }
        return read == 0 ? -1 : read;
    }

    /** Brings the window to the stream's position; false at the end of the file. */
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
