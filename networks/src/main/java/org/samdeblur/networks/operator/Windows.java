package org.samdeblur.networks.operator;

import java.util.Arrays;

/**
 * The windows of a convolution or pool: how they move over the spatial axes.
 *
 * @param stride the step along each spatial axis
 * @param dilation the distance between neighbouring elements of the window, along each axis
 * @param pads the padding before each axis, then after each axis; used with {@link AutoPad#NOTSET} only
 * @param padding how the padding is determined
 * @since 0.1.0
 */
public record Windows(long[] stride, long[] dilation, long[] pads, AutoPad padding) {
    /** ONNX's {@code auto_pad}. */
    public enum AutoPad {
        /** As {@link Windows#pads} says. */
        NOTSET,
        /** No padding. */
        VALID,
        /** Output size is input size divided by stride, rounded up; an odd element of padding is at the end. */
        SAME_UPPER,
        /** As {@link #SAME_UPPER}, with the odd element at the beginning. */
        SAME_LOWER
    }

    /**
     * Reads the attributes of a node.
     *
     * @param node the node
     * @param axes the number of spatial axes
     * @return the windows
     * @throws org.samdeblur.api.InvalidModelException if an attribute is invalid; the message names the node
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
     * Determines the padding before, then after, each spatial axis of an input.
     *
     * @param spatial the input's sizes along the spatial axes; used with {@code SAME_UPPER} and {@code SAME_LOWER} only
     * @param kernel the window's sizes along these axes
     * @return two numbers for each axis, all those before first
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
     * Returns whether the padding before and after each axis is equal.
     *
     * @param pads the padding before, then after, each axis
     * @return true if they are symmetric
     */
    public static boolean areSymmetric(long[] pads) {
        int axes = pads.length / 2;
        return Arrays.equals(pads, 0, axes, pads, axes, 2 * axes);
    }
}
