package org.samdeblur.api.codec;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The first directory of a TIFF or BigTIFF file. Values are read on request, and no more of them than the caller
 * allows. Other directories are not read.
 */
final class TiffDirectory {
    static final int SUBFILE_TYPE = 254;
    static final int WIDTH = 256;
    static final int HEIGHT = 257;
    static final int BITS_PER_SAMPLE = 258;
    static final int COMPRESSION = 259;
    static final int PHOTOMETRIC = 262;
    static final int FILL_ORDER = 266;
    static final int STRIP_OFFSETS = 273;
    static final int ORIENTATION = 274;
    static final int SAMPLES_PER_PIXEL = 277;
    static final int ROWS_PER_STRIP = 278;
    static final int STRIP_BYTE_COUNTS = 279;
    static final int PLANAR_CONFIGURATION = 284;
    static final int T4_OPTIONS = 292;
    static final int T6_OPTIONS = 293;
    static final int PREDICTOR = 317;
    static final int COLOR_MAP = 320;
    static final int TILE_WIDTH = 322;
    static final int TILE_HEIGHT = 323;
    static final int TILE_OFFSETS = 324;
    static final int TILE_BYTE_COUNTS = 325;
    static final int INK_SET = 332;
    static final int EXTRA_SAMPLES = 338;
    static final int SAMPLE_FORMAT = 339;
    static final int JPEG_TABLES = 347;
    static final int YCBCR_COEFFICIENTS = 529;
    static final int YCBCR_SUBSAMPLING = 530;
    static final int YCBCR_POSITIONING = 531;
    static final int REFERENCE_BLACK_WHITE = 532;
    static final int ICC_PROFILE = 34675;
    static final int DNG_VERSION = 50706;

    /** The types of TIFF 6.0 and BigTIFF. */
    private static final int BYTE = 1;

    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int RATIONAL = 5;
    private static final int UNDEFINED = 7;
    private static final int FLOAT = 11;
    private static final int DOUBLE = 12;
    private static final int LONG8 = 16;

    private static final int BIG_TIFF = 43;
    private static final int MOST_ENTRIES = 4096;

    private final ChannelInput in;
    private final boolean isBig;
    private final Map<Integer, Entry> entries = new HashMap<>();

    private record Entry(int type, long count, long position) {}

    private TiffDirectory(ChannelInput in) throws IOException {
        this.in = in;
        in.seek(0);
        in.setByteOrder(in.readUnsignedShort() == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        isBig = in.readUnsignedShort() == BIG_TIFF;
        if (isBig && in.readInt() != (in.getByteOrder() == ByteOrder.LITTLE_ENDIAN ? 8 : 8 << 16)) {
            throw new UnreadableImageException("is damaged: its BigTIFF header has offsets of a size other than 8");
        }
        in.seek(readOffset());
        long count = isBig ? in.readLong() : in.readUnsignedShort();
        if (count < 0 || count > MOST_ENTRIES) {
            throw new UnreadableImageException("is damaged: its TIFF directory has " + count + " entries");
        }
        for (long i = 0; i < count; i++) {
            readEntry();
        }
    }

    static TiffDirectory read(ChannelInput in) throws IOException {
        try {
            return new TiffDirectory(in);
        } catch (EOFException e) {
            throw UnreadableImageException.truncated("within the TIFF directory");
        }
    }

    boolean isBig() {
        return isBig;
    }

    private long readOffset() throws IOException {
        if (isBig) {
            in.seek(8);
            long offset = in.readLong();
            if (offset < 0) {
                throw new EOFException();
            }
            return offset;
        }
        in.seek(4);
        return in.readUnsignedInt();
    }

    private void readEntry() throws IOException {
        long start = in.getStreamPosition();
        int tag = in.readUnsignedShort();
        int type = in.readUnsignedShort();
        long count = isBig ? in.readLong() : in.readUnsignedInt();
        int inline = isBig ? 8 : 4;
        long position = in.getStreamPosition();
        if (count >= 0 && count <= Integer.MAX_VALUE && count * bytesOf(type) > inline) {
            position = isBig ? in.readLong() : in.readUnsignedInt();
        }
        entries.putIfAbsent(tag, new Entry(type, count, position));
        in.seek(start + (isBig ? 20 : 12));
    }

    private static int bytesOf(int type) {
        return switch (type) {
            case SHORT, 8 -> 2;
            case LONG, FLOAT, 9, 13 -> 4;
            case RATIONAL, DOUBLE, LONG8, 10, 17, 18 -> 8;
            default -> 1;
        };
    }

    boolean has(int tag) {
        return entries.containsKey(tag);
    }

    /** Returns a field's first value, or the given value if the field is missing. */
    long first(int tag, long missing) throws IOException {
        long[] values = numbers(tag, 1, true);
        return values.length == 0 ? missing : values[0];
    }

    /** Returns a field's integers; empty if the field is missing. */
    long[] numbers(int tag, int most) throws IOException {
        return numbers(tag, most, false);
    }

    private long[] numbers(int tag, int most, boolean onlyFirst) throws IOException {
        Entry entry = entries.get(tag);
        if (entry == null || entry.count == 0) {
            return new long[0];
        }
        if (entry.type != BYTE && entry.type != SHORT && entry.type != LONG && entry.type != LONG8) {
            throw new UnreadableImageException(
                    "is damaged: its TIFF field " + tag + " has values of type " + entry.type);
        }
        int count = onlyFirst ? 1 : count(tag, entry, most);
        long[] values = new long[count];
        seek(tag, entry);
        try {
            for (int i = 0; i < count; i++) {
                values[i] = switch (entry.type) {
                    case BYTE -> in.readUnsignedByte();
                    case SHORT -> in.readUnsignedShort();
                    case LONG -> in.readUnsignedInt();
                    default -> in.readLong();
                };
            }
        } catch (EOFException e) {
            throw UnreadableImageException.truncated("within the TIFF field " + tag);
        }
        return values;
    }

    /** Returns a field's fractions; empty if the field is missing. */
    double[] fractions(int tag, int most) throws IOException {
        Entry entry = entries.get(tag);
        if (entry == null) {
            return new double[0];
        }
        if (entry.type != RATIONAL && entry.type != FLOAT && entry.type != DOUBLE) {
            return Arrays.stream(numbers(tag, most)).asDoubleStream().toArray();
        }
        double[] values = new double[count(tag, entry, most)];
        seek(tag, entry);
        try {
            for (int i = 0; i < values.length; i++) {
                values[i] = switch (entry.type) {
                    case RATIONAL -> (double) in.readUnsignedInt() / in.readUnsignedInt();
                    case FLOAT -> in.readFloat();
                    default -> in.readDouble();
                };
            }
        } catch (EOFException e) {
            throw UnreadableImageException.truncated("within the TIFF field " + tag);
        }
        return values;
    }

    /** Returns a field's uninterpreted bytes; empty if the field is missing. */
    byte[] bytes(int tag, int most) throws IOException {
        Entry entry = entries.get(tag);
        if (entry == null) {
            return new byte[0];
        }
        if (entry.type != UNDEFINED && entry.type != BYTE) {
            throw new UnreadableImageException(
                    "is damaged: its TIFF field " + tag + " has values of type " + entry.type);
        }
        byte[] bytes = new byte[count(tag, entry, most)];
        seek(tag, entry);
        try {
            in.readFully(bytes);
        } catch (EOFException e) {
            throw UnreadableImageException.truncated("within the TIFF field " + tag);
        }
        return bytes;
    }

    private int count(int tag, Entry entry, int most) throws IOException {
        if (entry.count < 0 || entry.count > most) {
            throw new UnreadableImageException("is damaged: its TIFF field " + tag + " has " + entry.count + " values");
        }
        if (entry.position + entry.count * bytesOf(entry.type) > in.fileLength()) {
            throw UnreadableImageException.truncated("within the TIFF field " + tag);
        }
        return (int) entry.count;
    }

    private void seek(int tag, Entry entry) throws IOException {
        if (entry.position < 0 || entry.position >= in.fileLength()) {
            throw UnreadableImageException.truncated("within the TIFF field " + tag);
        }
        in.seek(entry.position);
    }
}
