package org.samdeblur.networks.graph;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.samdeblur.api.Tensor;

/**
 * A constant of a graph: a weight, or a small array of integers such as a shape. The bytes may be mapped from a file;
 * they are not read until {@link #data()} is read, and not copied.
 *
 * @param type the type of the elements
 * @param shape the sizes of the axes, outermost first; empty for a scalar
 * @param data the elements, row-major, little-endian; direct if they come from a file or a tensor
 * @since 0.1.0
 */
public record Constant(ElementType type, List<Integer> shape, ByteBuffer data) {
    /** The smallest magnitude that does not round to a finite 16-bit float. */
    private static final float LEAST_BEYOND_HALF = 65520;

    /**
     * Keeps a read-only view of the data.
     *
     * @param type the type of the elements
     * @param shape the sizes of the axes, outermost first; empty for a scalar
     * @param data the elements, row-major, little-endian; direct if they come from a file or a tensor
     */
    public Constant {
        shape = List.copyOf(shape);
        BigInteger size = BigInteger.valueOf(type.bytes());
        for (int axis : shape) {
            size = size.multiply(BigInteger.valueOf(axis));
        }
        if (type == ElementType.UNDEFINED || !size.equals(BigInteger.valueOf(data.remaining()))) {
            throw new IllegalArgumentException(
                    data.remaining() + " bytes do not fill " + type + shape + ", which takes " + size);
        }
        data = data.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Returns the elements.
     *
     * @return a fresh read-only view in little-endian order
     */
    @Override
    public ByteBuffer data() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Creates a constant of floats, which the given action writes.
     *
     * @param filler receives the zero-filled buffer, position 0, and writes the values; it must not keep the buffer
     * @param shape the sizes of the axes, outermost first
     * @return a {@code FLOAT} constant in a direct buffer
     */
    public static Constant create(Consumer<FloatBuffer> filler, int... shape) {
        int bytes = Arrays.stream(shape).reduce(Float.BYTES, Math::multiplyExact);
        ByteBuffer data = ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
        filler.accept(data.asFloatBuffer());
        return new Constant(ElementType.FLOAT, Arrays.stream(shape).boxed().toList(), data);
    }

    /**
     * Creates a constant from a tensor.
     *
     * @param tensor the values; copied
     * @return a {@code FLOAT} constant in a direct buffer
     */
    public static Constant of(Tensor tensor) {
        return create(buffer -> buffer.put(tensor.data()), tensor.shape());
    }

    /**
     * Creates a one-dimensional constant of integers, such as a shape, pads or axes.
     *
     * @param values the integers
     * @return an {@code INT64} constant
     */
    public static Constant ofLongs(long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return new Constant(ElementType.INT64, List.of(values.length), bytes);
    }

    /**
     * Creates a scalar.
     *
     * @param value its only element
     * @return a {@code FLOAT} constant
     */
    public static Constant ofScalar(float value) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, value);
        return new Constant(ElementType.FLOAT, List.of(), bytes);
    }

    /**
     * Reads the elements as integers, such as those of a shape, pads or axes.
     *
     * @return the elements, row-major
     * @throws IllegalStateException if they are neither {@code INT32} nor {@code INT64}
     */
    public long[] toLongs() {
        ByteBuffer bytes = data();
        return switch (type) {
            case INT64 -> {
                long[] values = new long[bytes.remaining() / Long.BYTES];
                bytes.asLongBuffer().get(values);
                yield values;
            }
            case INT32 -> {
                int[] values = new int[bytes.remaining() / Integer.BYTES];
                bytes.asIntBuffer().get(values);
                yield Arrays.stream(values).asLongStream().toArray();
            }
            default -> throw new IllegalStateException("a constant of " + type + " holds no integers");
        };
    }

    /**
     * Reads the elements as 32-bit floats; 16-bit and 64-bit floats are converted.
     *
     * @return the values, with the same shape
     * @throws IllegalStateException if the elements are not floats
     */
    public Tensor toTensor() {
        ByteBuffer bytes = data();
        int[] axes = shape.stream().mapToInt(Integer::intValue).toArray();
        return switch (type) {
            case FLOAT -> Tensor.create(floats -> floats.put(bytes.asFloatBuffer()), axes);
            case DOUBLE -> converted(axes, () -> (float) bytes.getDouble());
            case FLOAT16 -> converted(axes, () -> halfToFloat(bytes.getShort()));
            case BFLOAT16 -> converted(axes, () -> Float.intBitsToFloat(bytes.getShort() << Short.SIZE));
            default -> throw new IllegalStateException("a constant of " + type + " holds no floats");
        };
    }

    private interface FloatSource {
        float next();
    }

    private static Tensor converted(int[] axes, FloatSource source) {
        return Tensor.create(
                floats -> {
                    while (floats.hasRemaining()) {
                        floats.put(source.next());
                    }
                },
                axes);
    }

    /**
     * Rounds 32-bit floats to 16 bits: to the nearest value, ties to even.
     *
     * @return the constant as {@code FLOAT16}, with the same shape
     * @throws IllegalStateException if the elements are not 32-bit floats, or one is not finite or has a magnitude of
     *     65520 or more, which does not round to a finite 16-bit float
     */
    public Constant toHalf() {
        if (type != ElementType.FLOAT) {
            throw new IllegalStateException("a constant of " + type + " holds no 32-bit floats");
        }
        ByteBuffer floats = data();
        ByteBuffer halves = ByteBuffer.allocateDirect(floats.remaining() / 2).order(ByteOrder.LITTLE_ENDIAN);
        while (floats.hasRemaining()) {
            halves.putShort(floatToHalf(floats.getFloat()));
        }
        return new Constant(ElementType.FLOAT16, shape, halves.flip());
    }

    /** Rounds to an IEEE 754 half; Java 20 has this in {@code Float}. */
    private static short floatToHalf(float value) {
        float size = Math.abs(value);
        if (!(size < LEAST_BEYOND_HALF)) {
            throw new IllegalStateException(value + " is beyond the range of 16-bit floats");
        }
        int sign = Float.floatToRawIntBits(value) >>> 16 & 0x8000;
        if (size < 0x1p-14f) {
            return (short) (sign | (int) Math.rint(size * 0x1p24));
        }
        int bits = Float.floatToRawIntBits(size) - (127 - 15 << 23);
        int odd = bits >> 13 & 1;
        return (short) (sign | bits + 0xfff + odd >> 13);
    }

    /** Widens an IEEE 754 half; Java 20 has this in {@code Float}. */
    private static float halfToFloat(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        if (exponent == 0) {
            return Math.copySign(fraction * 0x1p-24f, Float.intBitsToFloat(sign | 0x3f800000));
        }
        int widened = exponent == 0x1f ? 0xff : exponent - 15 + 127;
        return Float.intBitsToFloat(sign | widened << 23 | fraction << 13);
    }
}
