package org.samdeblur.networks.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.samdeblur.api.Tensor;

/**
 * A constant of a graph: a weight, or a small array of integers such as a shape. The bytes may lie in a mapped file; they
 * are neither copied nor touched until {@link #data()} is read.
 *
 * @param type the type of the elements
 * @param shape the sizes of the axes, outermost first; empty for a scalar
 * @param data the elements, row-major, little-endian; direct if they come from a file or a tensor
 */
public record Constant(ElementType type, List<Integer> shape, ByteBuffer data) {
    /** Keeps a read-only view of the data. */
    public Constant {
        shape = List.copyOf(shape);
        long size = type.bytes();
        for (int axis : shape) {
            size *= axis;
        }
        if (size != data.remaining()) {
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
     * Makes a constant of a tensor's values.
     *
     * @param tensor the values
     * @return a float constant
     */
    public static Constant of(Tensor tensor) {
        ByteBuffer bytes =
                ByteBuffer.allocateDirect(tensor.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(tensor.data());
        return new Constant(
                ElementType.FLOAT,
                java.util.Arrays.stream(tensor.shape()).boxed().toList(),
                bytes);
    }

    /**
     * Makes a one-dimensional constant of integers, such as a shape, pads or axes.
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
     * Reads the elements as 32-bit floats; 16-bit and 64-bit floats are converted.
     *
     * @return the values under the same shape
     * @throws IllegalStateException if the elements are no floats
     */
    public Tensor toTensor() {
        if (type != ElementType.FLOAT) {
            throw new IllegalStateException("a constant of " + type + " is not read as floats yet");
        }
        int[] axes = shape.stream().mapToInt(Integer::intValue).toArray();
        return Tensor.create(buffer -> buffer.put(data().asFloatBuffer()), axes);
    }
}
