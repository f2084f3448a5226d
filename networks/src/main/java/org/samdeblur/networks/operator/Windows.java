package org.samdeblur.networks.operator;

import java.util.Arrays;

/**
 * How a window moves over the spatial axes, as convolutions and pools define it.
 *
 * @param stride steps along each spatial axis
 * @param dilation distances between neighbouring places of the window
 * @param pads what is added before, then after, each axis, ignored if the padding follows from the size
 * @param padding where the pads come from
 * @since 0.1.0
 */
public record Windows(long[] stride, long[] dilation, long[] pads, AutoPad padding) {
    /** ONNX's {@code auto_pad}. */
    public enum AutoPad {
        /** As {@link Windows#pads} says. */
        NOTSET,
        /** None. */
        VALID,
        /** So that the output is the input by the stride, rounded up; the odd one at the end. */
        SAME_UPPER,
        /** The same with the odd one at the beginning. */
        SAME_LOWER
    }

    /**
     * Reads the attributes of a node.
     *
     * @param node the node
     * @param axes the number of spatial axes
     * @return the windows
     * @throws org.samdeblur.api.InvalidModelException if an attribute makes no sense; names the node
     */
    public static Windows of(NodeDescription node, int axes) {
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

    /**
     * Finds what is added before, then after, each spatial axis of an input.
     *
     * @param spatial the input's sizes along the spatial axes; read only where the padding follows from them
     * @param kernel the window's sizes along them
     * @return twice as many pads
     */
    public long[] padsFor(long[] spatial, long[] kernel) {
        int axes = kernel.length;
        long[] result = new long[2 * axes];
        switch (padding) {
            case NOTSET -> System.arraycopy(pads, 0, result, 0, 2 * axes);
            case VALID -> {}
            case SAME_UPPER, SAME_LOWER -> {
                for (int i = 0; i < axes; i++) {
                    long outputs = (spatial[i] + stride[i] - 1) / stride[i];
                    long reach = (kernel[i] - 1) * dilation[i] + 1;
                    long total = Math.max(0, (outputs - 1) * stride[i] + reach - spatial[i]);
                    long less = total / 2;
                    result[i] = padding == AutoPad.SAME_UPPER ? less : total - less;
                    result[axes + i] = total - result[i];
                }
            }
        }
        return result;
    }

    /**
     * Returns whether as much is added before as after every axis.
     *
     * @param pads what is added before, then after, each axis
     * @return true if they are symmetric
     */
    public static boolean areSymmetric(long[] pads) {
        int axes = pads.length / 2;
        return Arrays.equals(pads, 0, axes, pads, axes, 2 * axes);
    }
}
