package org.samdeblur.api.codec;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import javax.imageio.stream.ImageInputStream;

/**
 * The integer fields of the first directory of a TIFF file or EXIF block, which has the same form. Memory and time are
 * bounded: lists longer than {@link #MOST_VALUES} are skipped, and no other directory is read.
 */
final class TiffFields {
    static final int SUBFILE_TYPE = 254;
    static final int WIDTH = 256;
    static final int HEIGHT = 257;
    static final int BITS_PER_SAMPLE = 258;
    static final int COMPRESSION = 259;
    static final int PHOTOMETRIC = 262;
    static final int ORIENTATION = 274;
    static final int PREDICTOR = 317;
    static final int TILE_WIDTH = 322;
    static final int TILE_HEIGHT = 323;
    static final int SAMPLE_FORMAT = 339;
    static final int DNG_VERSION = 50706;

    private static final int MOST_VALUES = 8;
    private static final int ENTRY_BYTES = 12;
    private static final int BYTE = 1;
    private static final int SHORT = 3;
    private static final int LONG = 4;

    private final Map<Integer, long[]> fields = new HashMap<>();
    private final Map<Integer, Long> positions = new HashMap<>();

    private TiffFields() {}

    /** Reads the first directory of a file. */
    static TiffFields read(ImageInputStream in) throws IOException {
        in.seek(0);
        in.setByteOrder(in.readUnsignedShort() == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        in.seek(4);
        in.seek(in.readUnsignedInt());
        TiffFields result = new TiffFields();
        int entries = in.readUnsignedShort();
        for (int i = 0; i < entries; i++) {
            result.readEntry(in);
        }
        return result;
    }

    /** Reads the orientation from an EXIF block; upright if the block cannot be read. */
    static Orientation exifOrientation(byte[] block) {
        try (ImageInputStream in = new ByteArrayImageInputStream(block)) {
            return read(in).orientation();
        } catch (IOException | RuntimeException e) {
            return Orientation.UPRIGHT;
        }
    }

    private void readEntry(ImageInputStream in) throws IOException {
        int tag = in.readUnsignedShort();
        int type = in.readUnsignedShort();
        long count = in.readUnsignedInt();
        long next = in.getStreamPosition() + 4;
        int bytes = type == BYTE ? 1 : type == SHORT ? 2 : 4;
        if ((type == BYTE || type == SHORT || type == LONG) && count >= 1 && count <= MOST_VALUES) {
            if (count * bytes > 4) {
                in.seek(in.readUnsignedInt());
            }
            long[] values = new long[(int) count];
            for (int i = 0; i < values.length; i++) {
                values[i] =
                        bytes == 1 ? in.readUnsignedByte() : bytes == 2 ? in.readUnsignedShort() : in.readUnsignedInt();
            }
            fields.putIfAbsent(tag, values);
            positions.putIfAbsent(tag, next - ENTRY_BYTES);
        }
        in.seek(next);
    }

    /** Returns a field's first value. */
    OptionalLong first(int tag) {
        long[] values = fields.get(tag);
        return values == null ? OptionalLong.empty() : OptionalLong.of(values[0]);
    }

    /** Returns the position in the file of an existing field's entry, which begins with the two bytes of the tag. */
    long position(int tag) {
        return positions.get(tag);
    }

    Orientation orientation() {
        return Orientation.ofTag(first(ORIENTATION).orElse(1));
    }
}
