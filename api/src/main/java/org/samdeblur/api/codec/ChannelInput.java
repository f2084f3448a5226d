package org.samdeblur.api.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.stream.ImageInputStreamImpl;

/** A file as image readers take it: buffered, without temporary files and without keeping what was read. */
final class ChannelInput extends ImageInputStreamImpl {
    private static final int WINDOW_BYTES = 1 << 16;

    private final SeekableByteChannel channel;
    private final long length;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES).limit(0);
    private final List<Range> blanks = new ArrayList<>();
    private long windowStart;

    private record Range(long from, long to) {}

    /** Takes over the channel. */
    ChannelInput(SeekableByteChannel channel) throws IOException {
        this.channel = channel;
        this.length = channel.size();
    }

    /** From now on, lets readers see zeros in place of the bytes from the one position up to before the other. */
    void blank(long from, long to) {
        blanks.add(new Range(from, to));
        window.limit(0);
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
        if (streamPos >= length) {
            return false;
        }
        window.clear();
        windowStart = streamPos;
        channel.position(streamPos).read(window);
        window.flip();
        for (Range blank : blanks) {
            long from = Math.max(blank.from - windowStart, 0);
            long to = Math.min(blank.to - windowStart, window.limit());
            if (from < to) {
                Arrays.fill(window.array(), (int) from, (int) to, (byte) 0);
            }
        }
        return window.hasRemaining();
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void close() throws IOException {
        super.close();
        channel.close();
    }
}
