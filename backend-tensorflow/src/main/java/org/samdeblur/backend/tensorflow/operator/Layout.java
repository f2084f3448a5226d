package org.samdeblur.backend.tensorflow.operator;

import java.util.Arrays;

/** The order of a value's axes in memory. */
public enum Layout {
    /** The order of ONNX. */
    NATURAL,
    /** {@code [B, H, W, C]} for images that are {@code [B, C, H, W]} in ONNX, as TensorFlow's convolutions on CPUs require. */
    CHANNELS_LAST;

    private static final int[] TO_CHANNELS_LAST = {0, 2, 3, 1};
    private static final int[] FROM_CHANNELS_LAST = {0, 3, 1, 2};

    /** The number of axes of an image. */
    static final int IMAGE_RANK = 4;

    /** Returns the memory index of one of ONNX's axes. */
    int axis(int axis) {
        return this == NATURAL ? axis : FROM_CHANNELS_LAST[axis];
    }

    /** Returns the memory indices of ONNX's axes. */
    int[] axes(int... axes) {
        return Arrays.stream(axes).map(this::axis).toArray();
    }

    /** Returns ONNX's axes in memory order, for a value of the given rank. */
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

    /** Reorders one number per axis from ONNX's order to this one. */
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

    /** Reorders one number per axis from this order to ONNX's. */
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

    /** Returns the permutation for {@code Transpose} from the natural order to this one. */
    int[] fromNatural() {
        return TO_CHANNELS_LAST.clone();
    }

    /** Returns the permutation for {@code Transpose} from this order to the natural one. */
    int[] toNatural() {
        return FROM_CHANNELS_LAST.clone();
    }
}
