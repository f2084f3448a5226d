package org.samdeblur.api.codec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SortedMap;
import java.util.TreeMap;

/** Creates the directory of a TIFF or BigTIFF file that a decoder sees in place of the file's own. */
final class TiffDirectoryWriter {
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int LONG8 = 16;

    private final ByteOrder order;
    private final boolean isBig;
    private final SortedMap<Integer, long[]> fields = new TreeMap<>();

    TiffDirectoryWriter(ByteOrder order, boolean isBig) {
        this.order = order;
        this.isBig = isBig;
    }

    TiffDirectoryWriter put(int tag, long... values) {
        fields.put(tag, values);
        return this;
    }

    /** Returns the bytes of the directory and the values that it points to, to be placed at a position of the file. */
    byte[] toBytes(long position) {
        int entryBytes = isBig ? 20 : 12;
        int inline = isBig ? 8 : 4;
        int directoryBytes = (isBig ? 8 : 2) + entryBytes * fields.size() + inline;
        ByteBuffer directory = ByteBuffer.allocate(directoryBytes).order(order);
        ByteArrayOutputStream distant = new ByteArrayOutputStream();
        if (isBig) {
            directory.putLong(fields.size());
        } else {
            directory.putShort((short) fields.size());
        }
        fields.forEach((tag, values) -> {
            int type = typeOf(tag);
            byte[] bytes = bytes(type, values);
            directory.putShort(tag.shortValue()).putShort((short) type);
            putOffset(directory, values.length);
            if (bytes.length <= inline) {
                directory.put(bytes).put(new byte[inline - bytes.length]);
            } else {
                putOffset(directory, position + directoryBytes + distant.size());
                distant.writeBytes(bytes);
            }
        });
        putOffset(directory, 0);
        byte[] all = new byte[directoryBytes + distant.size()];
        System.arraycopy(directory.array(), 0, all, 0, directoryBytes);
        System.arraycopy(distant.toByteArray(), 0, all, directoryBytes, distant.size());
        return all;
    }

    /** Returns the bytes of an offset in the file's form. */
    byte[] offset(long value) {
        ByteBuffer bytes = ByteBuffer.allocate(isBig ? 8 : 4).order(order);
        putOffset(bytes, value);
        return bytes.array();
    }

    private void putOffset(ByteBuffer target, long value) {
        if (isBig) {
            target.putLong(value);
        } else {
            target.putInt((int) value);
        }
    }

    private int typeOf(int tag) {
        return switch (tag) {
            case TiffDirectory.BITS_PER_SAMPLE,
                    TiffDirectory.COMPRESSION,
                    TiffDirectory.PHOTOMETRIC,
                    TiffDirectory.FILL_ORDER,
                    TiffDirectory.SAMPLES_PER_PIXEL,
                    TiffDirectory.PLANAR_CONFIGURATION,
                    TiffDirectory.PREDICTOR,
                    TiffDirectory.EXTRA_SAMPLES,
                    TiffDirectory.YCBCR_SUBSAMPLING,
                    TiffDirectory.YCBCR_POSITIONING -> SHORT;
            default -> isBig ? LONG8 : LONG;
        };
    }

    private byte[] bytes(int type, long[] values) {
        int size = type == SHORT ? 2 : type == LONG ? 4 : 8;
        ByteBuffer bytes = ByteBuffer.allocate(size * values.length).order(order);
        for (long value : values) {
            if (type == SHORT) {
                bytes.putShort((short) value);
            } else {
                putOffset(bytes, value);
            }
        }
        return bytes.array();
    }
}
