package org.samdeblur.networks.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Converts stored elements to the type that they are read as. All buffers are little-endian. */
final class ElementConversion {
    private static final int HALF_BIAS = 15;
    private static final int FLOAT_BIAS = 127;
    private static final int HALF_FRACTION = 10;
    private static final int FLOAT_FRACTION = 23;

    private ElementConversion() {}

    /** Converts elements. Elements of an unchanged type are not copied, unless they are not aligned. */
    static ByteBuffer toReadType(StoredType type, ByteBuffer stored) {
        if (type.isReadAsStored()) {
            return aligned(stored, type.bytes());
        }
        int count = stored.remaining() / type.bytes();
        ByteBuffer read = direct(Math.multiplyExact(count, type.readAs().bytes()));
        for (int i = 0; i < count; i++) {
            switch (type) {
                case FLOAT64 -> read.putFloat((float) stored.getDouble(i * Double.BYTES));
                case FLOAT16 -> read.putFloat(halfToFloat(stored.getShort(i * Short.BYTES)));
                case BFLOAT16 -> read.putInt(stored.getShort(i * Short.BYTES) << Short.SIZE);
                default -> throw new AssertionError(type);
            }
        }
        return read.flip();
    }

    /** Legacy checkpoints store weights at any address; runtimes require floats at multiples of four bytes. */
    private static ByteBuffer aligned(ByteBuffer stored, int elementBytes) {
        if (!stored.hasRemaining() || stored.alignmentOffset(stored.position(), elementBytes) == 0) {
            return stored;
        }
        return direct(stored.remaining()).put(stored.duplicate()).flip();
    }

    private static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Converts IEEE 754 binary16 to binary32. Exact for every value; NaN stays NaN. */
    static float halfToFloat(short half) {
        int sign = (half & 0x8000) << (Float.SIZE - Short.SIZE);
        int exponent = half >>> HALF_FRACTION & 0x1f;
        int fraction = half & 0x3ff;
        if (exponent == 0) {
            float magnitude = Math.scalb((float) fraction, 1 - HALF_BIAS - HALF_FRACTION);
            return sign == 0 ? magnitude : -magnitude;
        }
        int wide = exponent == 0x1f ? 0xff : exponent - HALF_BIAS + FLOAT_BIAS;
        return Float.intBitsToFloat(sign | wide << FLOAT_FRACTION | fraction << FLOAT_FRACTION - HALF_FRACTION);
    }
}
