package org.samdeblur.backend.djl.operator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.samdeblur.backend.djl.runtime.Tensors;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;

/**
 * A small array in Java, such as a shape, pads or scales. Exported graphs contain many operations on these; computing
 * them in Java avoids calls of the native library and waiting for a GPU. Immutable.
 *
 * <p>Elements are stored as doubles, which represent every 32-bit number and every size of an axis exactly. The largest
 * 64-bit integer, which means "to the end" in slices, is also restored exactly.
 */
public final class Numbers {
    /** The most elements; larger arrays are arrays of the engine. */
    static final int MOST = 1024;

    private final ElementType type;
    private final long[] shape;
    private final double[] values;

    private Numbers(ElementType type, long[] shape, double[] values) {
        this.type = type;
        this.shape = shape;
        this.values = values;
    }

    /** Creates an array. Values are rounded to the type. */
    static Numbers of(ElementType type, long[] shape, double... values) {
        double[] rounded = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = round(type, values[i]);
        }
        return new Numbers(type, shape.clone(), rounded);
    }

    /** Creates a one-dimensional array of 64-bit integers. */
    static Numbers ofLongs(long... values) {
        return new Numbers(
                ElementType.INT64,
                new long[] {values.length},
                Arrays.stream(values).asDoubleStream().toArray());
    }

    private static double round(ElementType type, double value) {
        return switch (type) {
            case FLOAT -> (float) value;
            case INT64 -> (long) value;
            case INT32 -> (int) value;
            case INT8 -> (byte) value;
            case UINT8 -> (int) value & 0xff;
            case BOOL -> value == 0 ? 0 : 1;
            default -> value;
        };
    }

    /**
     * Returns whether a constant should be kept in Java; weights should not.
     *
     * @param constant the constant
     * @return true for small constants
     */
    public static boolean suit(Constant constant) {
        long size = constant.data().remaining() / constant.type().bytes();
        return switch (constant.type()) {
            case FLOAT, DOUBLE -> constant.shape().size() <= 1 && size <= Byte.SIZE;
            case INT32, INT64, BOOL -> size <= MOST;
            default -> false;
        };
    }

    /**
     * Copies a constant.
     *
     * @param constant one that {@linkplain #suit suits}
     * @return its elements
     */
    public static Numbers of(Constant constant) {
        long[] shape = constant.shape().stream().mapToLong(Integer::longValue).toArray();
        return decode(constant.type(), shape, constant.data());
    }

    private static Numbers decode(ElementType type, long[] shape, ByteBuffer bytes) {
        double[] values = new double[bytes.remaining() / type.bytes()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type) {
                case FLOAT -> bytes.getFloat();
                case DOUBLE -> bytes.getDouble();
                case INT64 -> bytes.getLong();
                case INT32 -> bytes.getInt();
                case INT8, BOOL -> bytes.get();
                case UINT8 -> bytes.get() & 0xff;
                default -> throw new IllegalStateException("numbers of type " + type);
            };
        }
        return new Numbers(type, shape, values);
    }

    /** Reads an array of the engine. */
    static Numbers read(NDArray array) {
        ElementType type = ElementTypes.elementType(array.getDataType());
        if (type == ElementType.FLOAT16) {
            return read(array.toType(DataType.FLOAT32, false));
        }
        return decode(type, Shapes.of(array), array.toByteBuffer());
    }

    /** Copies the elements to a new array of the engine. */
    NDArray toArray(NDManager manager) {
        ByteBuffer bytes =
                ByteBuffer.allocateDirect(values.length * type.bytes()).order(ByteOrder.nativeOrder());
        for (double value : values) {
            switch (type) {
                case FLOAT -> bytes.putFloat((float) value);
                case DOUBLE -> bytes.putDouble(value);
                case INT64 -> bytes.putLong((long) value);
                case INT32 -> bytes.putInt((int) value);
                case INT8, UINT8, BOOL -> bytes.put((byte) value);
                default -> throw new IllegalStateException("numbers of type " + type);
            }
        }
        return Tensors.owned(manager.create(bytes.flip(), new Shape(shape), ElementTypes.dataType(type)));
    }

    ElementType type() {
        return type;
    }

    long[] shape() {
        return shape.clone();
    }

    int rank() {
        return shape.length;
    }

    int size() {
        return values.length;
    }

    double get(int index) {
        return values[index];
    }

    double[] values() {
        return values.clone();
    }

    /** Returns the elements as integers, row-major. */
    long[] longs() {
        long[] longs = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            longs[i] = (long) values[i];
        }
        return longs;
    }

    /** Returns the same elements with another shape. */
    Numbers reshape(long... newShape) {
        if (Shapes.size(newShape) != values.length) {
            throw new IllegalArgumentException(
                    values.length + " numbers do not fill the shape " + Arrays.toString(newShape));
        }
        return new Numbers(type, newShape.clone(), values);
    }

    /** Converts the elements to another type. */
    Numbers cast(ElementType newType) {
        return of(newType, shape, values);
    }

    /** Picks elements: element i of the result is element {@code sources[i]} of this. */
    Numbers pick(long[] newShape, int[] sources) {
        double[] picked = new double[sources.length];
        for (int i = 0; i < sources.length; i++) {
            picked[i] = values[sources[i]];
        }
        return new Numbers(type, newShape.clone(), picked);
    }
}
