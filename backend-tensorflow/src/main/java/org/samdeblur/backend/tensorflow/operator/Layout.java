package org.samdeblur.backend.tensorflow.operator;

import java.util.Arrays;

/** The order in which the axes of a value lie in memory. */
public enum Layout {
    /** As ONNX numbers them. */
    NATURAL,
    /** Of images, {@code [B, C, H, W]} to ONNX: {@code [B, H, W, C]}, as TensorFlow's convolutions on processors want them. */
    CHANNELS_LAST;

    private static final int[] TO_CHANNELS_LAST = {0, 2, 3, 1};
    private static final int[] FROM_CHANNELS_LAST = {0, 3, 1, 2};

    /** Number of axes of an image. */
    static final int IMAGE_RANK = 4;

    /** Returns the place in memory of an axis that ONNX numbers so. */
    int axis(int axis) {
        return this == NATURAL ? axis : FROM_CHANNELS_LAST[axis];
    }

    /** Returns the places in memory of axes that ONNX numbers so. */
    int[] axes(int... axes) {
        return Arrays.stream(axes).map(this::axis).toArray();
    }

    /** Returns the ONNX axes in the order they lie in, of a value of the given rank. */
    int[] order(int rank) {
        if (this == NATURAL) {
            int[] order = new int[rank];
            for (int i = 0; i < rank; i++) {
                order[i] = i;
            }
            return order;
        }
        return TO_CHANNELS_LAST.clone();
    }

    /** Brings what is given for every axis, in ONNX's order, into this one. */
    long[] arrange(long... perAxis) {
        if (this == NATURAL) {
            return perAxis.clone();
        }
        long[] arranged = new long[IMAGE_RANK];
        for (int i = 0; i < IMAGE_RANK; i++) {
            arranged[i] = perAxis[TO_CHANNELS_LAST[i]];
        }
        return arranged;
    }

    /** Brings what lies in this order into ONNX's. */
    long[] natural(long... perAxis) {
        if (this == NATURAL) {
            return perAxis.clone();
        }
        long[] arranged = new long[IMAGE_RANK];
        for (int i = 0; i < IMAGE_RANK; i++) {
            arranged[i] = perAxis[FROM_CHANNELS_LAST[i]];
        }
        return arranged;
    }

    /** The permutation that {@code Transpose} takes to bring a natural value into this order. */
    int[] fromNatural() {
        return TO_CHANNELS_LAST.clone();
    }

    /** The permutation that brings a value of this order into the natural one. */
    int[] toNatural() {
        return FROM_CHANNELS_LAST.clone();
    }
}
