package org.samdeblur.api.codec;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;

/**
 * Walks the chunks of a PNG file (ISO/IEC 15948): size first, then the checksums of all chunks that matter, colour
 * profile and orientation. The decoder of the JDK looks at none of these but the size.
 */
final class PngHeader {
    private static final int SIGNATURE_BYTES = 8;
    private static final int IHDR = chunk("IHDR");
    private static final int IEND = chunk("IEND");
    private static final int SRGB = chunk("sRGB");
    private static final int ICCP = chunk("iCCP");
    private static final int EXIF = chunk("eXIf");
    /** Bit 5 of a chunk's first letter: set if a decoder may do without the chunk. */
    private static final int ANCILLARY = 0x20000000;

    private static final int MOST_PROFILE_BYTES = 1 << 24;

    private final ChannelInput in;
    private boolean isSrgb;
    private Optional<byte[]> profile = Optional.empty();
    private Orientation orientation = Orientation.UPRIGHT;

    private PngHeader(ChannelInput in) {
        this.in = in;
    }

    static ImageHeader read(ChannelInput in, PixelLimit limit) throws IOException {
        in.setByteOrder(ByteOrder.BIG_ENDIAN);
        in.seek(SIGNATURE_BYTES);
        PngHeader header = new PngHeader(in);
        header.checkSize(limit);
        in.seek(SIGNATURE_BYTES);
        while (header.readChunk()) {
            // on to the next one
        }
        return new ImageHeader(header.orientation, header.isSrgb ? Optional.empty() : header.profile);
    }

    private static int chunk(String name) {
        byte[] letters = name.getBytes(StandardCharsets.US_ASCII);
        return letters[0] << 24 | letters[1] << 16 | letters[2] << 8 | letters[3];
    }

    private void checkSize(PixelLimit limit) throws IOException {
        if (in.length() < SIGNATURE_BYTES + 25) {
            throw UnreadableImageException.truncated("within the PNG header");
        }
        if (in.readInt() != 13 || in.readInt() != IHDR) {
            throw new UnreadableImageException("is damaged: a PNG file must begin with the chunk IHDR");
        }
        limit.check(in.readInt(), in.readInt());
    }

    /** Reads one chunk; false after the last. */
    private boolean readChunk() throws IOException {
        if (in.getStreamPosition() + 12 > in.length()) {
            throw UnreadableImageException.truncated("before the PNG chunk IEND");
        }
        long length = in.readUnsignedInt();
        long start = in.getStreamPosition();
        long end = start + 4 + length;
        int type = in.readInt();
        if (end + 4 > in.length()) {
            throw UnreadableImageException.truncated("within the PNG chunk " + name(type));
        }
        boolean isNeeded = (type & ANCILLARY) == 0;
        if (isNeeded || type == ICCP || type == EXIF) {
            boolean isIntact = checksumIsRight(start, end);
            if (isNeeded && !isIntact) {
                throw new UnreadableImageException(
                        "is damaged: the checksum of a PNG chunk " + name(type) + " is wrong");
            }
            if (!isNeeded && isIntact && length <= MOST_PROFILE_BYTES) {
                in.seek(start + 4);
                byte[] content = new byte[(int) length];
                in.readFully(content);
                takeIn(type, content);
            }
        }
        isSrgb |= type == SRGB;
        in.seek(end + 4);
        return type != IEND;
    }

    private void takeIn(int type, byte[] content) {
        if (type == EXIF) {
            orientation = TiffFields.exifOrientation(content);
        } else {
            profile = inflateProfile(content);
        }
    }

    /** Undoes iCCP's form: a name, a zero, the compression method 0, a zlib stream. */
    private static Optional<byte[]> inflateProfile(byte[] content) {
        int nameEnd = 0;
        while (nameEnd < content.length && content[nameEnd] != 0) {
            nameEnd++;
        }
        int from = nameEnd + 2;
        if (from >= content.length || content[nameEnd + 1] != 0) {
            return Optional.empty();
        }
        try (InflaterInputStream inflated =
                new InflaterInputStream(new ByteArrayInputStream(content, from, content.length - from))) {
            return Optional.of(inflated.readNBytes(MOST_PROFILE_BYTES));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private boolean checksumIsRight(long start, long end) throws IOException {
        CRC32 checksum = new CRC32();
        byte[] bytes = new byte[1 << 14];
        in.seek(start);
        for (long left = end - start; left > 0; ) {
            int read = (int) Math.min(left, bytes.length);
            in.readFully(bytes, 0, read);
            checksum.update(bytes, 0, read);
            left -= read;
        }
        return (int) checksum.getValue() == in.readInt();
    }

    private static String name(int type) {
        StringBuilder name = new StringBuilder();
        for (int shift = 24; shift >= 0; shift -= 8) {
            char letter = (char) (type >> shift & 0xFF);
            name.append(letter > ' ' && letter < 127 ? letter : '?');
        }
        return name.toString();
    }
}
