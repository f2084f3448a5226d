package org.samdeblur.api.codec;

import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Checks what the decoder of TIFF strips and tiles does not check: their length, and Deflate's checksum. */
final class TiffSegments {
    private static final int BLOCK_BYTES = 1 << 16;

    private final ChannelInput in;
    private final TiffLayout layout;

    private TiffSegments(ChannelInput in, TiffLayout layout) {
        this.in = in;
        this.layout = layout;
    }

    static void check(ChannelInput in, TiffLayout layout) throws IOException {
        TiffSegments segments = new TiffSegments(in, layout);
        for (int i = 0; i < layout.offsets().length; i++) {
            if (layout.isDeflated()) {
                segments.inflate(i);
            } else if (layout.compression() == TiffLayout.NONE && layout.byteCounts()[i] < layout.plainBytes(i)) {
                throw UnreadableImageException.truncated("within a TIFF strip or tile");
            }
        }
    }

    private void inflate(int segment) throws IOException {
        Inflater inflater = new Inflater();
        try {
            inflate(segment, inflater);
        } catch (DataFormatException e) {
            throw damaged();
        } finally {
            inflater.end();
        }
    }

    private void inflate(int segment, Inflater inflater) throws IOException, DataFormatException {
        byte[] compressed = new byte[BLOCK_BYTES];
        byte[] plain = new byte[BLOCK_BYTES];
        long left = layout.byteCounts()[segment];
        long most = layout.plainBytes(segment) + BLOCK_BYTES;
        in.seek(layout.offsets()[segment]);
        while (!inflater.finished()) {
            if (inflater.inflate(plain) == 0 && !inflater.finished()) {
                int count = (int) Math.min(left, compressed.length);
                if (count == 0 || inflater.needsDictionary()) {
                    throw damaged();
                }
                in.readFully(compressed, 0, count);
                if (layout.fillOrder() == 2) {
                    reverseBits(compressed, count);
                }
                inflater.setInput(compressed, 0, count);
                left -= count;
            }
            if (inflater.getBytesWritten() > most) {
                return; // far more than needed; the rest need not be valid
            }
        }
        if (inflater.getBytesWritten() < layout.plainBytes(segment)) {
            throw UnreadableImageException.truncated("within a TIFF strip or tile");
        }
    }

    private static void reverseBits(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (Integer.reverse(bytes[i]) >>> 24);
        }
    }

    private static UnreadableImageException damaged() {
        return new UnreadableImageException("is damaged: a TIFF strip or tile does not match its checksum");
    }
}
