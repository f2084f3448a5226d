package org.samdeblur.api.metadata;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A field of a TIFF directory.
 *
 * @param tag its number
 * @param type the number of its type
 * @param value the bytes of its values, in the byte order of its file; must not be written to
 */
record TiffField(int tag, int type, byte[] value) {
    static TiffField ofShort(int tag, ByteOrder order, int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(order);
        for (int value : values) {
            bytes.putShort((short) value);
        }
        return new TiffField(tag, ExifType.SHORT, bytes.array());
    }

    static TiffField ofLong(int tag, ByteOrder order, int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(order);
        for (int value : values) {
            bytes.putInt(value);
        }
        return new TiffField(tag, ExifType.LONG, bytes.array());
    }

    /** Creates a fraction: an integer if the value is within 0.005 of one, else thousandths. */
    static TiffField ofRational(int tag, ByteOrder order, double value) {
        int denominator = Math.abs(value - Math.rint(value)) < 0.005 ? 1 : 1000;
        byte[] bytes = ByteBuffer.allocate(8)
                .order(order)
                .putInt((int) Math.rint(value * denominator))
                .putInt(denominator)
                .array();
        return new TiffField(tag, ExifType.RATIONAL, bytes);
    }

    static TiffField ofText(int tag, String text) {
        return new TiffField(tag, ExifType.ASCII, (text + "\0").getBytes(StandardCharsets.UTF_8));
    }

    int count() {
        return value.length / ExifType.bytes(type);
    }

    OptionalLong number(ByteOrder order) {
        ByteBuffer bytes = ByteBuffer.wrap(value).order(order);
        return switch (type) {
            case ExifType.BYTE -> value.length < 1 ? OptionalLong.empty() : OptionalLong.of(value[0] & 0xFF);
            case ExifType.SHORT -> value.length < 2 ? OptionalLong.empty() : OptionalLong.of(bytes.getShort() & 0xFFFF);
            case ExifType.LONG, ExifType.IFD ->
                value.length < 4 ? OptionalLong.empty() : OptionalLong.of(bytes.getInt() & 0xFFFFFFFFL);
            case ExifType.LONG8, ExifType.IFD8 ->
                value.length < 8 ? OptionalLong.empty() : OptionalLong.of(bytes.getLong());
            default -> OptionalLong.empty();
        };
    }

    OptionalDouble fraction(ByteOrder order) {
        if (type != ExifType.RATIONAL || value.length < 8) {
            return OptionalDouble.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(value).order(order);
        double numerator = bytes.getInt() & 0xFFFFFFFFL;
        long denominator = bytes.getInt() & 0xFFFFFFFFL;
        return denominator == 0 ? OptionalDouble.empty() : OptionalDouble.of(numerator / denominator);
    }
}
