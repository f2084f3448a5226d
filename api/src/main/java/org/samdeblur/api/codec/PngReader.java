package org.samdeblur.api.codec;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Reads PNG files. First parses the chunks (ISO/IEC 15948): size, checksums of all chunks, colour profile and
 * orientation. The JDK's decoder uses only the size.
 */
final class PngReader {
    private static final int SIGNATURE_BYTES = 8;
    private static final int IHDR = chunk("IHDR");
    private static final int IEND = chunk("IEND");
    private static final int SRGB = chunk("sRGB");
    private static final int ICCP = chunk("iCCP");
    private static final int EXIF = chunk("eXIf");
    private static final int TRNS = chunk("tRNS");
    private static final Set<Integer> CHUNKS_WITH_FACTS =
            Set.of(ICCP, EXIF, TRNS, chunk("tEXt"), chunk("zTXt"), chunk("iTXt"));
    private static final int MOST_TEXT_BYTES = 1 << 24;

    private final ChannelInput in;
    private int bits;
    private int colourType;
    private OptionalInt transparentGrey = OptionalInt.empty();
    private boolean isSrgb;
    private Optional<ColourProfile> profile = Optional.empty();
    private Optional<Orientation> exif = Optional.empty();
    private Optional<Orientation> rawExif = Optional.empty();

    private PngReader(ChannelInput in) {
        this.in = in;
    }

    static DecodedImage read(ChannelInput in, PixelLimit limit, Content content) throws IOException {
        in.setByteOrder(ByteOrder.BIG_ENDIAN);
        in.seek(SIGNATURE_BYTES);
        PngReader reader = new PngReader(in);
        reader.checkSize(limit);
        in.seek(SIGNATURE_BYTES);
        while (reader.readChunk()) {
            // all work is done in readChunk
        }
        Optional<ColourProfile> profile = reader.isSrgb ? Optional.empty() : reader.profile;
        BufferedImage picture = Decoder.image(FileFormat.PNG, in);
        WritableRaster samples = reader.withTransparentGrey(content.samplesOf(picture, profile));
        return new DecodedImage(samples, reader.orientation(), profile);
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
        bits = in.readUnsignedByte();
        colourType = in.readUnsignedByte();
    }

    /** Reads one chunk; returns false after the last. */
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
        if (!checksumIsRight(start, end)) {
            throw new UnreadableImageException("is damaged: the checksum of a PNG chunk " + name(type) + " is wrong");
        }
        if (CHUNKS_WITH_FACTS.contains(type) && length <= MOST_TEXT_BYTES) {
            in.seek(start + 4);
            byte[] content = new byte[(int) length];
            in.readFully(content);
            takeIn(type, content);
        }
        isSrgb |= type == SRGB;
        in.seek(end + 4);
        return type != IEND;
    }

    private void takeIn(int type, byte[] content) {
        if (type == EXIF) {
            exif = Optional.of(TiffFields.exifOrientation(content));
        } else if (type == ICCP) {
            profile = inflateProfile(content).flatMap(ColourProfile::parse);
        } else if (type == TRNS) {
            if (colourType == 0 && bits < 8 && content.length == 2) {
                transparentGrey = OptionalInt.of(content[1] & (1 << bits) - 1);
            }
        } else if (rawExif.isEmpty()) {
            rawExif = PngText.parse(name(type), content).flatMap(PngText::exif).map(TiffFields::exifOrientation);
        }
    }

    /** Adds the transparent colour of grey images of fewer than 8 bits, which the decoder ignores. */
    private WritableRaster withTransparentGrey(WritableRaster grey) {
        if (transparentGrey.isEmpty() || grey.getNumBands() > 2) {
            return grey;
        }
        int transparent = transparentGrey.getAsInt() * 255 / ((1 << bits) - 1);
        WritableRaster result =
                Raster.createInterleavedRaster(grey.getTransferType(), grey.getWidth(), grey.getHeight(), 2, null);
        int[] row = new int[grey.getWidth()];
        for (int y = 0; y < grey.getHeight(); y++) {
            grey.getSamples(0, y, row.length, 1, 0, row);
            result.setSamples(0, y, row.length, 1, 0, row);
            for (int x = 0; x < row.length; x++) {
                row[x] = row[x] == transparent ? 0 : 255;
            }
            result.setSamples(0, y, row.length, 1, 1, row);
        }
        return result;
    }

    /** Older programs write EXIF as hexadecimal text; the eXIf chunk takes precedence. */
    private Orientation orientation() {
        return exif.or(() -> rawExif).orElse(Orientation.UPRIGHT);
    }

    /** Decodes an iCCP chunk: a name, a zero, the compression method 0, a zlib stream. */
    private static Optional<byte[]> inflateProfile(byte[] content) {
        int nameEnd = 0;
        while (nameEnd < content.length && content[nameEnd] != 0) {
            nameEnd++;
        }
        int from = nameEnd + 2;
        if (from >= content.length || content[nameEnd + 1] != 0) {
            return Optional.empty();
        }
        return PngText.inflate(content, from);
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
