package org.samdeblur.backend.djl.operator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.samdeblur.networks.operator.NodeDescription;
import org.samdeblur.networks.operator.Windows;

/** Means and maxima over windows, {@code AveragePool} and the like. */
final class Pools {
    private Pools() {}

    static Family operators() {
        return new Family()
                .add("AveragePool", Pools::average)
                .add("MaxPool", Pools::maximum)
                .addPlain("GlobalAveragePool", operands -> Reductions.mean(operands.array(0), spatial(operands)))
                .addPlain("GlobalMaxPool", operands -> Reductions.max(operands.array(0), spatial(operands)));
    }

    private static int[] spatial(Operands operands) {
        int rank = operands.value(0).rank();
        return Arrays.copyOfRange(Shapes.range(rank), 2, rank);
    }

    private static Operator average(NodeDescription node) {
        long[] kernel = kernel(node);
        Windows windows = undilated(node, kernel);
        boolean ceil = node.flag("ceil_mode", false);
        boolean countPads = node.flag("count_include_pad", false);
        return Family.one(operands -> {
            NDArray x = operands.array(0);
            long[] pads = windows.padsFor(x.getShape().slice(2).getShape(), kernel);
            Shape size = new Shape(kernel);
            Shape stride = new Shape(windows.stride());
            boolean counted = countPads || Arrays.stream(pads).allMatch(pad -> pad == 0);
            if (counted && isTakenByEngine(pads, kernel)) {
                return x.getNDArrayInternal().avgPool(size, stride, Paddings.each(pads), ceil, true);
            }
            Shape none = new Shape(new long[kernel.length]);
            NDArray padded = Paddings.around(x, pads, 0).getNDArrayInternal().avgPool(size, stride, none, ceil, true);
            NDArray means = withinImage(padded, x, windows.stride(), pads);
            if (counted) {
                return means;
            }
            // the engine always counts the padding; the mean of ones is the share of each window without padding
            NDArray ones = x.getManager().ones(new Shape(unit(x)), x.getDataType());
            NDArray shares =
                    Paddings.around(ones, pads, 0).getNDArrayInternal().avgPool(size, stride, none, ceil, true);
            return means.div(withinImage(shares, x, windows.stride(), pads));
        });
    }

    /** Drops windows that begin in the padding after the image. */
    private static NDArray withinImage(NDArray pooled, NDArray x, long[] stride, long[] pads) {
        NDArray result = pooled;
        for (int i = 0; i < stride.length; i++) {
            int axis = 2 + i;
            long most = (x.size(axis) + pads[i] + stride[i] - 1) / stride[i];
            if (pooled.size(axis) > most) {
                result = Slices.range(result, axis, 0, most);
            }
        }
        return result;
    }

    private static long[] unit(NDArray x) {
        long[] shape = Shapes.of(x);
        shape[0] = 1;
        shape[1] = 1;
        return shape;
    }

    private static Operator maximum(NodeDescription node) {
        long[] kernel = kernel(node);
        Windows windows = undilated(node, kernel);
        boolean ceil = node.flag("ceil_mode", false);
        node.requireOneOutput();
        return Family.one(operands -> {
            NDArray x = operands.array(0);
            long[] pads = windows.padsFor(x.getShape().slice(2).getShape(), kernel);
            Shape size = new Shape(kernel);
            Shape stride = new Shape(windows.stride());
            if (isTakenByEngine(pads, kernel)) {
                return x.getNDArrayInternal().maxPool(size, stride, Paddings.each(pads), ceil);
            }
            NDArray largest = Paddings.around(x, pads, Float.NEGATIVE_INFINITY)
                    .getNDArrayInternal()
                    .maxPool(size, stride, new Shape(new long[kernel.length]), ceil);
            return withinImage(largest, x, windows.stride(), pads);
        });
    }

    private static long[] kernel(NodeDescription node) {
        return node.integers("kernel_shape").orElseThrow(() -> node.refusal("it has no window"));
    }

    private static Windows undilated(NodeDescription node, long[] kernel) {
        Windows windows = Windows.of(node, kernel.length);
        node.require(Arrays.stream(windows.dilation()).allMatch(d -> d == 1), "a dilation");
        return windows;
    }

    /** The engine supports only padding of up to half a window, equal on both sides. */
    private static boolean isTakenByEngine(long[] pads, long[] kernel) {
        if (!Windows.areSymmetric(pads)) {
            return false;
        }
        for (int i = 0; i < kernel.length; i++) {
            if (pads[i] > kernel[i] / 2) {
                return false;
            }
        }
        return true;
    }
}
