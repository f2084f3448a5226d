package org.samdeblur.backend.djl.operator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * How a window moves over the spatial axes.
 *
 * @param stride steps
 * @param dilation distances between neighbouring places of the window
 * @param pads what is added before, then after, each axis; not heeded if the padding follows from the size
 * @param padding where the pads come from
 */
record Windows(long[] stride, long[] dilation, long[] pads, AutoPad padding) {
    /** ONNX's {@code auto_pad}. */
    enum AutoPad {
        /** As {@link Windows#pads} says. */
        NOTSET,
        /** None. */
        VALID,
        /** So that the output is the input by the stride, rounded up; the odd one at the end. */
        SAME_UPPER,
        /** The same with the odd one at the beginning. */
        SAME_LOWER
    }

    /** Reads the attributes of a node with so many spatial axes. */
    static Windows of(Description node, int axes) {
        AutoPad padding;
        try {
            padding = AutoPad.valueOf(node.text("auto_pad", "NOTSET"));
        } catch (IllegalArgumentException e) {
            throw node.refusal("its padding '" + node.text("auto_pad", "") + "' is not known");
        }
        return new Windows(
                node.integers("strides").orElseGet(() -> filled(axes, 1)),
                node.integers("dilations").orElseGet(() -> filled(axes, 1)),
                node.integers("pads").orElseGet(() -> filled(2 * axes, 0)),
                padding);
    }

    private static long[] filled(int length, long value) {
        long[] values = new long[length];
        Arrays.fill(values, value);
        return values;
    }

    /** Returns what is added before, then after, each spatial axis of an input. */
    long[] padsFor(Shape input, long[] kernel) {
        int axes = kernel.length;
        long[] result = new long[2 * axes];
        switch (padding) {
            case NOTSET -> System.arraycopy(pads, 0, result, 0, 2 * axes);
            case VALID -> {}
            case SAME_UPPER, SAME_LOWER -> {
                for (int i = 0; i < axes; i++) {
                    long size = input.get(2 + i);
                    long outputs = (size + stride[i] - 1) / stride[i];
                    long reach = (kernel[i] - 1) * dilation[i] + 1;
                    long total = Math.max(0, (outputs - 1) * stride[i] + reach - size);
                    long less = total / 2;
                    result[i] = padding == AutoPad.SAME_UPPER ? less : total - less;
                    result[axes + i] = total - result[i];
                }
            }
        }
        return result;
    }

    /** Tells whether as much is added before as after every axis: all that the engine's own layers can do. */
    static boolean areSymmetric(long[] pads) {
        int axes = pads.length / 2;
        return Arrays.equals(pads, 0, axes, pads, axes, 2 * axes);
    }

    /** Returns the pads of every axis, which must be symmetric. */
    static Shape each(long[] pads) {
        return new Shape(Arrays.copyOf(pads, pads.length / 2));
    }

    /** Adds places of a value around the spatial axes; negative pads cut off. */
    static NDArray padded(NDArray x, long[] pads, double value) {
        int axes = pads.length / 2;
        long[] onAll = new long[2 * axes + 4];
        System.arraycopy(pads, 0, onAll, 2, axes);
        System.arraycopy(pads, axes, onAll, axes + 4, axes);
        return Paddings.surrounded(x, onAll, value);
    }
}
