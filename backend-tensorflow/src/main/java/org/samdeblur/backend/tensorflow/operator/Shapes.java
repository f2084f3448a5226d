package org.samdeblur.backend.tensorflow.operator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.samdeblur.networks.graph.Constant;

/** Arithmetic on shapes and axes, as ONNX defines it. */
final class Shapes {
    private Shapes() {}

    /** Adds axes of size 1 before those of a constant. */
    static Constant withRank(Constant constant, int rank) {
        List<Integer> shape = new ArrayList<>(
                Collections.nCopies(Math.max(0, rank - constant.shape().size()), 1));
        shape.addAll(constant.shape());
        return new Constant(constant.type(), shape, constant.data());
    }

    /** Resolves an axis that may count from the end. */
    static int axis(long axis, int rank) {
        if (axis < -rank || axis >= rank) {
            throw new IllegalArgumentException("axis " + axis + " is out of range for rank " + rank);
        }
        return (int) (axis < 0 ? axis + rank : axis);
    }

    /** Resolves axes that may count from the end. */
    static int[] axes(long[] axes, int rank) {
        return LongStream.of(axes).mapToInt(axis -> axis(axis, rank)).toArray();
    }
}
