package org.samdeblur.api.codec;

import java.awt.image.WritableRaster;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads lossless WebP files (RFC 9649). First parses the chunks: sizes, which must agree, colour profile and
 * orientation. Of an animation, the first frame is read and placed on its canvas.
 */
final class WebpReader {
    private static final int RIFF_HEADER_BYTES = 12;
    private static final int CHUNK_HEADER_BYTES = 8;
    private static final int MOST_FACT_BYTES = 1 << 24;

    /** Flags of the chunk VP8X. */
    private static final int ANIMATION = 0x02;

    private static final int EXIF = 0x08;
    private static final int ALPHA = 0x10;
    private static final int PROFILE = 0x20;
    private static final int KNOWN_FLAGS = 0x3E;

    private static final int LOSSLESS_SIGNATURE = 0x2F;
    private static final int LOSSLESS_ALPHA = 1 << 28;
    private static final int DIMENSION_14_BITS = 0x3FFF;
    private static final byte[] EXIF_NAME = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

    private final ChannelInput in;
    private final PixelLimit limit;
    private int width;
    private int height;
    private int flags;
    private long flagsAt = -1;
    private int left;
    private int top;
    private int frameWidth;
    private int frameHeight;
    private boolean hasPixels;
    private boolean hasAlpha;
    private Orientation orientation = Orientation.UPRIGHT;
    private Optional<ColourProfile> profile = Optional.empty();

    private WebpReader(ChannelInput in, PixelLimit limit) {
        this.in = in;
        this.limit = limit;
    }

    static DecodedImage read(ChannelInput in, PixelLimit limit, Content content) throws IOException {
        WebpReader reader = new WebpReader(in, limit);
        try {
            reader.walk();
        } catch (EOFException e) {
            throw UnreadableImageException.truncated("within a WebP chunk");
        }
        return reader.decode(content);
    }

    private void walk() throws IOException {
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        in.seek(4);
        long end = CHUNK_HEADER_BYTES + in.readUnsignedInt();
        if (end > in.length()) {
            throw UnreadableImageException.truncated("before the end of the WebP file");
        }
        walkChunks(RIFF_HEADER_BYTES, end);
        if (!hasPixels) {
            throw new UnreadableImageException("is damaged: there is no image in the WebP file");
        }
    }

    private void walkChunks(long start, long end) throws IOException {
        long next = start;
        while (next + CHUNK_HEADER_BYTES <= end) {
            in.seek(next);
            byte[] letters = new byte[4];
            in.readFully(letters);
            long length = in.readUnsignedInt();
            long content = next + CHUNK_HEADER_BYTES;
            if (content + length > end) {
                throw UnreadableImageException.truncated("within a WebP chunk");
            }
            readChunk(new String(letters, StandardCharsets.ISO_8859_1), content, length);
            next = content + length + (length & 1);
        }
    }

    private void readChunk(String name, long content, long length) throws IOException {
        switch (name) {
            case "VP8X" -> readExtended(content);
            case "ANMF" -> readFrame(content, length);
            case "VP8 " -> refuseLossy();
            case "VP8L" -> readLossless();
            case "ICCP" -> {
                if ((flags & PROFILE) != 0 && length <= MOST_FACT_BYTES) {
                    profile = ColourProfile.parse(read((int) length));
                }
            }
            case "EXIF" -> {
                if ((flags & EXIF) != 0 && length <= MOST_FACT_BYTES) {
                    readExif(read((int) length));
                }
            }
            default -> {
                // does not affect pixels
            }
        }
    }

    private byte[] read(int length) throws IOException {
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    private int readThreeBytes() throws IOException {
        return in.readUnsignedShort() | in.readUnsignedByte() << 16;
    }

    private void readExtended(long content) throws IOException {
        if (content != RIFF_HEADER_BYTES + CHUNK_HEADER_BYTES) {
            throw new UnreadableImageException("is damaged: the WebP chunk VP8X is not the first one");
        }
        flags = in.readUnsignedByte();
        flagsAt = content;
        readThreeBytes();
        width = 1 + readThreeBytes();
        height = 1 + readThreeBytes();
        limit.check(width, height);
        frameWidth = width;
        frameHeight = height;
    }

    private void readFrame(long content, long length) throws IOException {
        if (hasPixels || (flags & ANIMATION) == 0) {
            return;
        }
        left = 2 * readThreeBytes();
        top = 2 * readThreeBytes();
        frameWidth = 1 + readThreeBytes();
        frameHeight = 1 + readThreeBytes();
        if (left + frameWidth > width || top + frameHeight > height) {
            throw new UnreadableImageException("is damaged: the first WebP frame reaches beyond the canvas");
        }
        walkChunks(content + 16, content + length);
    }

    /** The decoder's filter between blocks differs from what the format defines, by up to 50 steps of 255. */
    private void refuseLossy() throws UnreadableImageException {
        if (!hasPixels) {
            throw new UnreadableImageException("is a lossy WebP file; convert it to PNG or JPEG first");
        }
    }

    private void readLossless() throws IOException {
        if (in.readUnsignedByte() != LOSSLESS_SIGNATURE) {
            throw new UnreadableImageException("is damaged: its WebP image has a wrong signature");
        }
        int sizes = in.readInt();
        hasAlpha |= (sizes & LOSSLESS_ALPHA) != 0;
        takeSize(1 + (sizes & DIMENSION_14_BITS), 1 + (sizes >> 14 & DIMENSION_14_BITS));
    }

    private void takeSize(int imageWidth, int imageHeight) throws UnreadableImageException {
        if (hasPixels) {
            return;
        }
        hasPixels = true;
        limit.check(imageWidth, imageHeight);
        if (flagsAt < 0) {
            width = imageWidth;
            height = imageHeight;
        } else if (imageWidth != frameWidth || imageHeight != frameHeight) {
            throw new UnreadableImageException("is damaged: its WebP image has " + imageWidth + "×" + imageHeight
                    + " pixels, its header says " + frameWidth + "×" + frameHeight);
        }
    }

    private void readExif(byte[] content) {
        boolean hasName = content.length > EXIF_NAME.length
                && Arrays.equals(content, 0, EXIF_NAME.length, EXIF_NAME, 0, EXIF_NAME.length);
        orientation = TiffFields.exifOrientation(
                hasName ? Arrays.copyOfRange(content, EXIF_NAME.length, content.length) : content);
    }

    private DecodedImage decode(Content content) throws IOException {
        if (flagsAt >= 0) {
            // The decoder would apply the profile itself, and rejects unknown flags.
            int shown = flags & KNOWN_FLAGS & ~PROFILE | (hasAlpha ? ALPHA : 0);
            in.replace(flagsAt, new byte[] {(byte) shown, 0, 0, 0});
        }
        WritableRaster image = content.samplesOf(Decoder.image(FileFormat.WEBP, in), profile);
        return new DecodedImage(
                Canvas.place(image, left, top, width, height, OptionalInt.empty()), orientation, profile);
    }
}
