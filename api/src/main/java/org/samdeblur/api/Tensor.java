package org.samdeblur.api;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.samdeblur.api.finish.ColourRows;

/**
 * An immutable dense array of 32-bit floats, row-major, in a direct buffer of native byte order, which backends can use
 * without copying. Images are {@code [channels, height, width]}.
 *
 * <p>Safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Tensor implements Serializable {
    private static final long serialVersionUID = 1;

    /** The maximum number of values in a direct buffer. */
    static final int MOST_VALUES = Integer.MAX_VALUE / Float.BYTES;

    private final int[] shape;
    private final transient FloatBuffer data;

    private Tensor(int[] shape, FloatBuffer data) {
        this.shape = shape;
        this.data = data;
    }

    private Object writeReplace() {
        return new Serialized(shape, toArray());
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("serialized in another form");
    }

    /** The values as an array, since buffers cannot be serialized. */
    private record Serialized(int[] shape, float[] values) implements Serializable {
        private static final long serialVersionUID = 1;

        private Object readResolve() {
            return of(values, shape);
        }
    }

    /**
     * Creates a tensor whose values an action writes.
     *
     * @param filler receives a buffer of zeros at position 0 and writes the values; must not keep the buffer
     * @param shape the sizes of the axes, outermost first
     * @return the tensor
     * @throws IllegalArgumentException if an axis is negative, or the values exceed 2 GiB
     */
    public static Tensor create(Consumer<FloatBuffer> filler, int... shape) {
        FloatBuffer buffer = allocate(sizeOf(shape));
        filler.accept(buffer.duplicate());
        return new Tensor(shape.clone(), buffer.asReadOnlyBuffer());
    }

    /**
     * Creates a tensor with the given values.
     *
     * @param values the values, row-major; copied
     * @param shape the sizes of the axes, outermost first
     * @return the tensor
     * @throws IllegalArgumentException if the shape has another number of values, or the values exceed 2 GiB
     */
    public static Tensor of(float[] values, int... shape) {
        requireSize(values.length, shape);
        return create(buffer -> buffer.put(values), shape);
    }

    /**
     * Creates a tensor over a buffer without copying it. The caller must not write to the buffer afterwards, since
     * tensors are immutable.
     *
     * @param buffer a direct buffer in native byte order; its remaining values become the tensor's
     * @param shape the sizes of the axes, outermost first
     * @return the tensor
     * @throws IllegalArgumentException if the buffer is not direct, not in native order, or of another size
     */
    public static Tensor wrap(FloatBuffer buffer, int... shape) {
        if (!buffer.isDirect() || buffer.order() != ByteOrder.nativeOrder()) {
            throw new IllegalArgumentException("a tensor wraps direct buffers in native byte order only");
        }
        requireSize(buffer.remaining(), shape);
        return new Tensor(shape.clone(), buffer.slice().asReadOnlyBuffer());
    }

    /**
     * Creates a tensor of zeros.
     *
     * @param shape the sizes of the axes, outermost first
     * @return the tensor
     * @throws IllegalArgumentException if an axis is negative, or the values exceed 2 GiB
     */
    public static Tensor zeros(int... shape) {
        return create(buffer -> {}, shape);
    }

    private static FloatBuffer allocate(int size) {
        if (size > MOST_VALUES) {
            throw new IllegalArgumentException("a tensor of " + size + " values exceeds the 2 GiB a buffer can hold");
        }
        return ByteBuffer.allocateDirect(size * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private static int sizeOf(int[] shape) {
        long size = 1;
        for (int axis : shape) {
            if (axis < 0) {
                throw new IllegalArgumentException("negative axis in shape " + Arrays.toString(shape));
            }
            size *= axis;
            if (size > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("shape " + Arrays.toString(shape) + " holds too many values");
            }
        }
        return (int) size;
    }

    private static void requireSize(int values, int[] shape) {
        if (values != sizeOf(shape)) {
            throw new IllegalArgumentException(values + " values do not fill the shape " + Arrays.toString(shape));
        }
    }

    /**
     * Returns the sizes of the axes.
     *
     * @return a new array, outermost axis first
     */
    public int[] shape() {
        return shape.clone();
    }

    /**
     * Returns the number of axes.
     *
     * @return the rank; 0 for a scalar
     */
    public int rank() {
        return shape.length;
    }

    /**
     * Returns the size of one axis.
     *
     * @param axis the axis, 0 for the outermost
     * @return its size
     * @throws IndexOutOfBoundsException if there is no such axis
     */
    public int dim(int axis) {
        return shape[Objects.checkIndex(axis, shape.length)];
    }

    /**
     * Returns the number of values.
     *
     * @return the product of the axes' sizes
     */
    public int size() {
        return data.limit();
    }

    /**
     * Returns the values.
     *
     * @return a new read-only view, direct and in native byte order, from position 0 to {@link #size()}
     */
    public FloatBuffer data() {
        return data.duplicate();
    }

    /**
     * Copies the values into a new array.
     *
     * @return the values, row-major
     */
    public float[] toArray() {
        float[] values = new float[size()];
        data.duplicate().get(values);
        return values;
    }

    /** Returns the values of an image, {@code [3, H, W]}, row by row. */
    ColourRows colourRows() {
        return (channel, y, values) -> data.get((channel * shape[1] + y) * shape[2], values);
    }

    /**
     * Returns one value.
     *
     * @param index one index per axis
     * @return the value
     * @throws IndexOutOfBoundsException if an index is outside its axis, or the number of indexes is not the rank
     */
    public float get(int... index) {
        if (index.length != shape.length) {
            throw new IndexOutOfBoundsException(index.length + " indexes into a tensor of rank " + shape.length);
        }
        int offset = 0;
        for (int axis = 0; axis < shape.length; axis++) {
            offset = offset * shape[axis] + Objects.checkIndex(index[axis], shape[axis]);
        }
        return data.get(offset);
    }

    /**
     * Returns the same values under another shape, without copying.
     *
     * @param newShape the sizes of the axes, outermost first
     * @return a view
     * @throws IllegalArgumentException if the new shape has another number of values
     */
    public Tensor reshape(int... newShape) {
        requireSize(size(), newShape);
        return new Tensor(newShape.clone(), data);
    }

    /**
     * Returns a range of the outermost axis, such as some channels of an image, without copying.
     *
     * @param from the first index
     * @param to one past the last index
     * @return a view of {@code to - from} slices
     * @throws IndexOutOfBoundsException if the range is outside the axis
     */
    public Tensor slice(int from, int to) {
        Objects.checkFromToIndex(from, to, shape[0]);
        int stride = shape[0] == 0 ? 0 : size() / shape[0];
        int[] sliced = shape.clone();
        sliced[0] = to - from;
        return new Tensor(
                sliced, data.slice(from * stride, (to - from) * stride).asReadOnlyBuffer());
    }

    /**
     * Concatenates two tensors along the outermost axis.
     *
     * @param first the first tensor
     * @param second the second tensor, of the same size in all other axes
     * @return a new tensor with copies of the values of both
     * @throws IllegalArgumentException if another axis differs
     */
    public static Tensor concat(Tensor first, Tensor second) {
        int[] a = first.shape;
        int[] b = second.shape;
        if (a.length != b.length || !Arrays.equals(a, 1, a.length, b, 1, b.length)) {
            throw new IllegalArgumentException(
                    "cannot join shapes " + Arrays.toString(a) + " and " + Arrays.toString(b));
        }
        int[] joined = a.clone();
        joined[0] = a[0] + b[0];
        return create(buffer -> buffer.put(first.data()).put(second.data()), joined);
    }

    /**
     * Compares shape and values; NaN equals NaN, and 0 equals −0.
     */
    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor that && Arrays.equals(shape, that.shape) && data.equals(that.data);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + data.hashCode();
    }

    /** Returns the shape, not the values. */
    @Override
    public String toString() {
        return "Tensor" + Arrays.toString(shape);
    }
}
