package org.samdeblur.api.codec;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;

/** The size in a BMP file's header, and what in it the JDK's decoder should not be left alone with. */
final class BmpHeader {
    private static final int OS2_BYTES = 12;
    private static final int WINDOWS_BYTES = 40;
    private static final int V5_BYTES = 124;
    private static final int COLOUR_SPACE = 14 + 56;
    /** "LINK": the colour profile is another file, whose name comes with the image. */
    private static final int PROFILE_LINKED = 0x4C494E4B;

    private BmpHeader() {}

    static ImageHeader read(ChannelInput in, PixelLimit limit) throws IOException {
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        try {
            check(in, limit);
        } catch (EOFException e) {
            throw UnreadableImageException.truncated("within the BMP header");
        }
        return ImageHeader.PLAIN;
    }

    private static void check(ChannelInput in, PixelLimit limit) throws IOException {
        in.seek(14);
        long headerBytes = in.readUnsignedInt();
        if (headerBytes == OS2_BYTES) {
            limit.check(in.readUnsignedShort(), in.readUnsignedShort());
            return;
        }
        if (headerBytes < WINDOWS_BYTES || headerBytes > V5_BYTES) {
            throw new UnreadableImageException("is not an image, or a damaged BMP file");
        }
        limit.check(in.readInt(), Math.abs((long) in.readInt())); // rows from the top if negative
        in.seek(46);
        long colours = in.readUnsignedInt();
        if (colours > 256) {
            throw new UnreadableImageException("is damaged: a BMP palette of " + colours + " colours");
        }
        in.seek(COLOUR_SPACE);
        if (headerBytes == V5_BYTES && in.readInt() == PROFILE_LINKED) {
            throw new UnreadableImageException("takes its colour profile from another file; convert it to PNG first");
        }
    }
}
