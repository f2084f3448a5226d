package org.samdeblur.networks.graph.shape;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;

/**
 * The properties of a value that are known without computing the graph.
 *
 * @param type the type of its elements
 * @param shape the sizes of its axes; null if unknown
 * @param values its elements, row-major; null if unknown, or more than {@value #MOST_VALUES}
 */
record Fact(ElementType type, long[] shape, double[] values) {
    /** The most elements to keep; enough for shapes, pads, scales and indices computed from them. */
    static final int MOST_VALUES = 2048;

    /** The longest axis that runtimes support. */
    private static final long LONGEST_AXIS = Integer.MAX_VALUE;

    static final Fact UNKNOWN = new Fact(ElementType.UNDEFINED, null, null);

    Fact {
        if (shape != null) {
            for (long axis : shape) {
                if (axis < 0) {
                    throw Misfit.impossibleTensor("it would make a tensor of shape " + Arrays.toString(shape));
                }
                if (axis > LONGEST_AXIS) {
                    throw Misfit.impossibleTensor("it would make a tensor with an axis longer than " + LONGEST_AXIS);
                }
            }
        }
    }

    static Fact shaped(ElementType type, long... shape) {
        return new Fact(type, shape, null);
    }

    /** Returns a one-dimensional list of integers. */
    static Fact integers(double... values) {
        return valued(ElementType.INT64, new long[] {values.length}, values);
    }

    static Fact valued(ElementType type, long[] shape, double... values) {
        return new Fact(type, shape, values.length <= MOST_VALUES ? values : null);
    }

    static Fact of(Constant constant) {
        long[] shape = constant.shape().stream().mapToLong(Integer::longValue).toArray();
        long elements = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        return elements > MOST_VALUES
                ? shaped(constant.type(), shape)
                : new Fact(constant.type(), shape, values(constant, (int) elements));
    }

    private static double[] values(Constant constant, int elements) {
        ByteBuffer data = constant.data();
        double[] values = new double[elements];
        for (int i = 0; i < elements; i++) {
            switch (constant.type()) {
                case INT64, UINT64 -> values[i] = data.getLong();
                case INT32 -> values[i] = data.getInt();
                case UINT32 -> values[i] = data.getInt() & 0xffffffffL;
                case INT16 -> values[i] = data.getShort();
                case UINT16 -> values[i] = data.getShort() & 0xffff;
                case INT8, BOOL -> values[i] = data.get();
                case UINT8 -> values[i] = data.get() & 0xff;
                case FLOAT -> values[i] = data.getFloat();
                case DOUBLE -> values[i] = data.getDouble();
                default -> {
                    return null;
                }
            }
        }
        return values;
    }

    boolean isShaped() {
        return shape != null;
    }

    int rank() {
        return shape.length;
    }

    /** Returns the elements, if they are known. */
    Optional<double[]> known() {
        return Optional.ofNullable(values);
    }

    boolean isIntegral() {
        return switch (type) {
            case FLOAT, FLOAT16, BFLOAT16, DOUBLE, UNDEFINED -> false;
            default -> true;
        };
    }

    double elements() {
        double elements = 1;
        for (long axis : shape) {
            elements *= axis;
        }
        return elements;
    }

    /** Returns the size of the value in bytes; 0 if its shape is unknown. */
    double bytes() {
        return isShaped() ? elements() * (type == ElementType.UNDEFINED ? Float.BYTES : type.bytes()) : 0;
    }

    Fact withShape(long... other) {
        return new Fact(type, other, values);
    }

    Fact withType(ElementType other) {
        return new Fact(other, shape, values);
    }

    /** Returns the same type and shape, with unknown elements. */
    Fact withoutValues() {
        return values == null ? this : new Fact(type, shape, null);
    }

    @Override
    public String toString() {
        return isShaped() ? Arrays.toString(shape) : "[…]";
    }
}
