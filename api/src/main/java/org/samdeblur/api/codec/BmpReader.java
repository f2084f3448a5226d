package org.samdeblur.api.codec;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Set;

/** Reads BMP files: checks the header for what the JDK's decoder should not be left alone with, then lets it decode. */
final class BmpReader {
    private static final int OS2_BYTES = 12;
    private static final int OS2_V2_BYTES = 64;
    private static final Set<Long> WINDOWS_BYTES = Set.of(40L, 52L, 56L, 108L, 124L);
    private static final int V5_BYTES = 124;
    private static final int COLOUR_SPACE = 14 + 56;
    /** "LINK": the colour profile is another file, whose name comes with the image. */
    private static final int PROFILE_LINKED = 0x4C494E4B;

    private static final Set<Integer> BITS = Set.of(1, 4, 8, 16, 24, 32);
    private static final int NONE = 0;
    private static final int RUN_LENGTHS_8 = 1;
    private static final int RUN_LENGTHS_4 = 2;
    private static final int MASKS = 3;
    private static final int JPEG = 4;
    private static final int PNG = 5;

    private BmpReader() {}

    static DecodedImage read(ChannelInput in, PixelLimit limit, Content content) throws IOException {
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        try {
            check(in, limit);
        } catch (EOFException e) {
            throw UnreadableImageException.truncated("within the BMP header");
        }
        return new DecodedImage(
                content.samplesOf(Decoder.image(FileFormat.BMP, in), Optional.empty()),
                Orientation.UPRIGHT,
                Optional.empty());
    }

    private static void check(ChannelInput in, PixelLimit limit) throws IOException {
        in.seek(14);
        long headerBytes = in.readUnsignedInt();
        if (headerBytes == OS2_BYTES) {
            limit.check(in.readUnsignedShort(), in.readUnsignedShort());
            in.readUnsignedShort();
            checkBits(in.readUnsignedShort(), NONE);
            return;
        }
        if (headerBytes != OS2_V2_BYTES && !WINDOWS_BYTES.contains(headerBytes)) {
            throw new UnreadableImageException("is not an image, or a damaged BMP file");
        }
        int width = in.readInt();
        int height = in.readInt();
        limit.check(width, Math.abs((long) height)); // rows from the top if negative
        in.readUnsignedShort();
        int bits = in.readUnsignedShort();
        int compression = in.readInt();
        checkBits(bits, compression);
        if (headerBytes == OS2_V2_BYTES && compression > RUN_LENGTHS_4) {
            throw new UnreadableImageException(
                    "is a BMP file of OS/2 with a compression that is not read; convert it" + " to PNG first");
        }
        if (height < 0 && (compression == RUN_LENGTHS_8 || compression == RUN_LENGTHS_4)) {
            throw new UnreadableImageException("is damaged: a BMP file of run lengths must begin with its last row");
        }
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

    private static void checkBits(int bits, int compression) throws UnreadableImageException {
        if (compression == JPEG || compression == PNG) {
            throw new UnreadableImageException("is a BMP file that holds a " + (compression == JPEG ? "JPEG" : "PNG")
                    + " file; convert it to PNG first");
        }
        boolean isKnown = BITS.contains(bits)
                && switch (compression) {
                    case NONE -> true;
                    case RUN_LENGTHS_8 -> bits == 8;
                    case RUN_LENGTHS_4 -> bits == 4;
                    case MASKS -> bits == 16 || bits == 32;
                    default -> false;
                };
        if (!isKnown) {
            throw new UnreadableImageException("is a BMP file of " + bits + " bits with compression " + compression
                    + ", which is not read; convert it to PNG first");
        }
    }
}
