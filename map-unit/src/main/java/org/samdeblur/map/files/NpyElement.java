package org.samdeblur.map.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.ToDoubleFunction;

/** The supported element types of arrays. */
enum NpyElement {
    BOOL("b1", 1, raw -> raw.get() & 0xFF),
    UINT8("u1", 1, raw -> raw.get() & 0xFF),
    UINT16("u2", 2, raw -> raw.getShort() & 0xFFFF),
    UINT32("u4", 4, raw -> raw.getInt() & 0xFFFF_FFFFL),
    UINT64("u8", 8, raw -> unsigned(raw.getLong())),
    INT8("i1", 1, ByteBuffer::get),
    INT16("i2", 2, ByteBuffer::getShort),
    INT32("i4", 4, ByteBuffer::getInt),
    INT64("i8", 8, ByteBuffer::getLong),
    FLOAT16("f2", 2, raw -> ofHalf(raw.getShort())),
    FLOAT32("f4", 4, ByteBuffer::getFloat),
    FLOAT64("f8", 8, ByteBuffer::getDouble);

    private final String code;
    private final int bytes;
    private final ToDoubleFunction<ByteBuffer> reader;

    NpyElement(String code, int bytes, ToDoubleFunction<ByteBuffer> reader) {
        this.code = code;
        this.bytes = bytes;
        this.reader = reader;
    }

    static NpyElement of(NpyHeader header) throws IOException {
        for (NpyElement element : values()) {
            if (element.code.equals(header.element())) {
                return element;
            }
        }
        throw new IOException("its element type is " + header.type()
                + "; supported are bool, integers of 8 to 64 bits and floats of 16 to 64 bits");
    }

    static ByteOrder byteOrder(NpyHeader header) {
        return header.type().startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    int bytes() {
        return bytes;
    }

    /** Reads the next value. 64-bit integers are rounded to the nearest double. */
    double next(ByteBuffer raw) {
        return reader.applyAsDouble(raw);
    }

    private static double unsigned(long bits) {
        return bits >= 0 ? bits : (bits >>> 1 | bits & 1) * 2.0;
    }

    /** Converts an IEEE 754 binary16: 1 bit of sign, 5 bits of exponent, 10 bits of fraction. */
    private static double ofHalf(short bits) {
        int exponent = bits >> 10 & 0x1F;
        int fraction = bits & 0x3FF;
        double magnitude = switch (exponent) {
            case 0 -> fraction * 0x1p-24;
            case 0x1F -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            default -> Math.scalb(0x400 | fraction, exponent - 25);
        };
        return bits < 0 ? -magnitude : magnitude;
    }
}
