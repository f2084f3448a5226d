package org.samdeblur.networks.maxim;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.samdeblur.networks.checkpoint.LazyWeight;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.tfjs.GraphModel;

/**
 * A weight of a TensorFlow.js graph model. Its axes are reordered only when it is read, because a network of the first
 * stage needs a third of the weights.
 *
 * @param role the use of the weight
 * @param stored the stored weight
 */
record GraphModelWeight(Role role, GraphModel.Weight stored) implements LazyWeight {
    /** The use of a weight, which determines its axes. */
    enum Role {
        KERNEL(3, 2, 0, 1),
        /** The kernel of a transposed convolution, stored as {@code [height, width, outputs, inputs]}. */
        TRANSPOSED_KERNEL(3, 2, 0, 1),
        MATRIX(1, 0),
        SCALE,
        BIAS;

        /** The stored axis for each axis of the result; empty if the weight becomes a vector. */
        private final int[] order;

        Role(int... order) {
            this.order = order;
        }

        /**
         * Determines the role of a weight.
         *
         * @param operator the operator of the node that uses it
         * @param input the index of the node's input, from 0
         * @param axes the number of the weight's axes
         */
        static Optional<Role> of(String operator, int input, int axes) {
            return switch (operator) {
                case "Conv2D" -> input == 1 && axes == 4 ? Optional.of(KERNEL) : Optional.empty();
                case "Conv2DBackpropInput" ->
                    input == 1 && axes == 4 ? Optional.of(TRANSPOSED_KERNEL) : Optional.empty();
                case "Einsum", "MatMul" -> axes == 2 ? Optional.of(MATRIX) : Optional.empty();
                case "Mul" -> Optional.of(SCALE);
                case "Add", "AddV2", "BiasAdd" -> Optional.of(BIAS);
                default -> Optional.empty();
            };
        }
    }

    @Override
    public List<Integer> shape() {
        return role.order.length == 0
                ? List.of(stored.shape().stream().reduce(1, Math::multiplyExact))
                : Arrays.stream(role.order).mapToObj(stored.shape()::get).toList();
    }

    @Override
    public Constant read() {
        if (role.order.length == 0) {
            return new Constant(ElementType.FLOAT, shape(), stored.bytes());
        }
        int[] sizes = shape().stream().mapToInt(Integer::intValue).toArray();
        int[] strides = strides();
        int[] steps = Arrays.stream(role.order).map(axis -> strides[axis]).toArray();
        FloatBuffer values =
                stored.bytes().duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        return Constant.create(to -> copy(values, 0, to, sizes, steps, 0), sizes);
    }

    private int[] strides() {
        int[] strides = new int[stored.shape().size()];
        int stride = 1;
        for (int axis = strides.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= stored.shape().get(axis);
        }
        return strides;
    }

    private static void copy(FloatBuffer from, int position, FloatBuffer to, int[] sizes, int[] steps, int axis) {
        for (int i = 0; i < sizes[axis]; i++) {
            int at = position + i * steps[axis];
            if (axis == sizes.length - 1) {
                to.put(from.get(at));
            } else {
                copy(from, at, to, sizes, steps, axis + 1);
            }
        }
    }
}
