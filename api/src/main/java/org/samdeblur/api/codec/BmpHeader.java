package org.samdeblur.api.codec;

import java.awt.image.IndexColorModel;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Set;

/**
 * The checked header of a BMP file.
 *
 * @param width columns
 * @param height rows
 * @param fromTop whether the first stored row is the top row
 * @param bits bits per pixel
 * @param compression none, or run lengths of 8 or 4 bits; bit masks count as none
 * @param pixelsAt where the pixels begin
 * @param palette the palette of pixels of up to 8 bits, else null
 * @param masks the bit masks of red, green, blue and alpha in pixels of 16 and 32 bits, unsigned
 * @param profile the colour profile
 */
record BmpHeader(
        int width,
        int height,
        boolean fromTop,
        int bits,
        int compression,
        long pixelsAt,
        IndexColorModel palette,
        long[] masks,
        Optional<ColourProfile> profile) {
    static final int NONE = 0;
    static final int RUN_LENGTHS_8 = 1;
    static final int RUN_LENGTHS_4 = 2;
    private static final int MASKS = 3;
    private static final int JPEG = 4;
    private static final int PNG = 5;
    private static final int MASKS_WITH_ALPHA = 6;

    private static final int FILE_HEADER_BYTES = 14;
    private static final int OS2_BYTES = 12;
    private static final int WINDOWS_BYTES = 40;
    private static final int OS2_V2_BYTES = 64;
    private static final int V5_BYTES = 124;
    private static final Set<Long> HEADER_BYTES = Set.of(12L, 40L, 52L, 56L, 64L, 108L, 124L);
    private static final Set<Integer> BITS = Set.of(1, 2, 4, 8, 16, 24, 32);

    /** "LINK": the colour profile is another file, which the header names. */
    private static final int PROFILE_LINKED = 0x4C494E4B;
    /** "MBED": the colour profile is part of the file. */
    private static final int PROFILE_EMBEDDED = 0x4D424544;

    private static final int MOST_PROFILE_BYTES = 1 << 24;

    static BmpHeader read(ChannelInput in, PixelLimit limit) throws IOException {
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        try {
            return new Reader(in, limit).read();
        } catch (EOFException e) {
            throw UnreadableImageException.truncated("within the BMP header");
        }
    }

    /** Reads the fields in their order. */
    private static final class Reader {
        private final ChannelInput in;
        private final PixelLimit limit;
        private long headerBytes;
        private int bits;
        private int compression;

        Reader(ChannelInput in, PixelLimit limit) {
            this.in = in;
            this.limit = limit;
        }

        BmpHeader read() throws IOException {
            in.seek(10);
            long pixelsAt = in.readUnsignedInt();
            headerBytes = in.readUnsignedInt();
            if (!HEADER_BYTES.contains(headerBytes)) {
                throw new UnreadableImageException("is not an image, or a damaged BMP file");
            }
            boolean isOs2 = headerBytes == OS2_BYTES;
            int width = isOs2 ? in.readUnsignedShort() : in.readInt();
            int height = isOs2 ? in.readUnsignedShort() : in.readInt();
            limit.check(width, Math.abs((long) height));
            in.readUnsignedShort();
            bits = in.readUnsignedShort();
            compression = isOs2 ? NONE : in.readInt();
            checkKind();
            if (height < 0 && (compression == RUN_LENGTHS_8 || compression == RUN_LENGTHS_4)) {
                throw new UnreadableImageException(
                        "is damaged: a BMP file of run lengths must begin with its last row");
            }
            boolean hasMasks = compression == MASKS || compression == MASKS_WITH_ALPHA;
            return new BmpHeader(
                    width,
                    Math.abs(height),
                    height < 0,
                    bits,
                    hasMasks ? NONE : compression,
                    pixelsAt,
                    bits <= 8 ? palette(pixelsAt) : null,
                    hasMasks ? masks() : usualMasks(),
                    profile());
        }

        private void checkKind() throws UnreadableImageException {
            if (compression == JPEG || compression == PNG) {
                boolean isOs2 = headerBytes == OS2_V2_BYTES;
                throw new UnreadableImageException(
                        isOs2
                                ? "is an OS/2 BMP file with an unsupported compression; convert it to PNG first"
                                : "is a BMP file that holds a " + (compression == JPEG ? "JPEG" : "PNG")
                                        + " file; convert it to PNG first");
            }
            boolean isKnown = BITS.contains(bits)
                    && switch (compression) {
                        case NONE -> true;
                        case RUN_LENGTHS_8 -> bits == 8;
                        case RUN_LENGTHS_4 -> bits == 4;
                        case MASKS, MASKS_WITH_ALPHA -> headerBytes != OS2_V2_BYTES && (bits == 16 || bits == 32);
                        default -> false;
                    };
            if (!isKnown) {
                throw new UnreadableImageException("is a BMP file of " + bits + " bits with compression " + compression
                        + ", which is not supported; convert it to PNG first");
            }
        }

        private IndexColorModel palette(long pixelsAt) throws IOException {
            int entryBytes = headerBytes == OS2_BYTES ? 3 : 4;
            long paletteAt = FILE_HEADER_BYTES + headerBytes;
            long used = 0;
            if (headerBytes != OS2_BYTES) {
                in.seek(FILE_HEADER_BYTES + 32);
                used = in.readUnsignedInt();
            }
            int most = 1 << bits;
            if (used > most) {
                throw new UnreadableImageException("is damaged: a BMP palette of " + used + " colours");
            }
            long room = Math.max(0, pixelsAt - paletteAt) / entryBytes;
            int size = (int) Math.min(used == 0 ? most : used, room);
            if (size == 0) {
                throw new UnreadableImageException("is damaged: there is no palette in the BMP file");
            }
            byte[][] colours = new byte[3][size];
            in.seek(paletteAt);
            for (int i = 0; i < size; i++) {
                for (int colour = 2; colour >= 0; colour--) {
                    colours[colour][i] = in.readByte();
                }
                in.skipBytes(entryBytes - 3);
            }
            return new IndexColorModel(8, size, colours[0], colours[1], colours[2]);
        }

        private long[] usualMasks() {
            return bits == 16 ? new long[] {0x7C00, 0x3E0, 0x1F, 0} : new long[] {0xFF0000, 0xFF00, 0xFF, 0};
        }

        private long[] masks() throws IOException {
            boolean hasAlpha = headerBytes > WINDOWS_BYTES + 12 || compression == MASKS_WITH_ALPHA;
            long[] masks = new long[4];
            in.seek(FILE_HEADER_BYTES + WINDOWS_BYTES);
            for (int i = 0; i < (hasAlpha ? 4 : 3); i++) {
                long mask = in.readUnsignedInt();
                long run = mask == 0 ? 0 : mask >> Long.numberOfTrailingZeros(mask);
                if ((run & run + 1) != 0 || Long.bitCount(mask) > 16 || mask >> bits != 0) {
                    throw new UnreadableImageException(
                            String.format("is damaged: its BMP bit masks have the value %08X", mask));
                }
                masks[i] = mask;
            }
            return masks;
        }

        private Optional<ColourProfile> profile() throws IOException {
            if (headerBytes != V5_BYTES) {
                return Optional.empty();
            }
            in.seek(FILE_HEADER_BYTES + 56);
            int kind = in.readInt();
            if (kind == PROFILE_LINKED) {
                throw new UnreadableImageException(
                        "takes its colour profile from another file; convert it to PNG first");
            }
            in.seek(FILE_HEADER_BYTES + 112);
            long position = FILE_HEADER_BYTES + in.readUnsignedInt();
            long size = in.readUnsignedInt();
            if (kind != PROFILE_EMBEDDED || size > MOST_PROFILE_BYTES) {
                return Optional.empty();
            }
            if (position + size > in.length()) {
                throw UnreadableImageException.truncated("within the BMP colour profile");
            }
            byte[] bytes = new byte[(int) size];
            in.seek(position);
            in.readFully(bytes);
            return ColourProfile.parse(bytes);
        }
    }
}
