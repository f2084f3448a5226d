package org.samdeblur.backend.djl.operator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.samdeblur.backend.djl.runtime.Tensors;
import org.samdeblur.networks.operator.NodeDescription;
import org.samdeblur.networks.operator.ResizeRule;

/** Operators that resize images. */
final class Resizing {
    private Resizing() {}

    static Family operators() {
        return new Family().add("Resize", Resizing::resize).add("Upsample", Resizing::upsample);
    }

    private static Operator resize(NodeDescription node) {
        node.require(!node.flag("antialias", false), "antialiasing");
        node.require(node.text("keep_aspect_ratio_policy", "stretch").equals("stretch"), "keeping the aspect ratio");
        Interpolation interpolation = new Interpolation(ResizeRule.of(node));
        long[] axes = node.integers("axes").orElse(null);
        // operator set 10 has no region of interest before the scales
        int scalesAt = node.opset() < 11 ? 1 : 2;
        return Family.one(operands -> {
            NDArray x = operands.array(0);
            long[] shape = Shapes.of(x);
            int[] over = axes == null ? Shapes.range(shape.length) : Shapes.axes(axes, shape.length);
            if (operands.has(scalesAt + 1)) {
                return toSizes(x, over, operands.longs(scalesAt + 1), interpolation);
            }
            return byScales(x, over, operands.numbers(scalesAt).values(), interpolation);
        });
    }

    /** The predecessor of {@code Resize}, before operator set 10. */
    private static Operator upsample(NodeDescription node) {
        double[] fixed = node.decimals("scales").orElse(null);
        Interpolation interpolation = new Interpolation(ResizeRule.asymmetric(node));
        return Family.one(operands -> {
            NDArray x = operands.array(0);
            double[] scales = fixed == null ? operands.numbers(1).values() : fixed;
            return byScales(x, Shapes.range(scales.length), scales, interpolation);
        });
    }

    private static NDArray toSizes(NDArray x, int[] axes, long[] sizes, Interpolation interpolation) {
        long[] target = Shapes.of(x);
        double[] scales = filled(target.length);
        for (int i = 0; i < axes.length; i++) {
            scales[axes[i]] = (double) sizes[i] / target[axes[i]];
            target[axes[i]] = sizes[i];
        }
        return resized(x, target, scales, interpolation);
    }

    private static NDArray byScales(NDArray x, int[] axes, double[] given, Interpolation interpolation) {
        long[] target = Shapes.of(x);
        double[] scales = filled(target.length);
        for (int i = 0; i < axes.length; i++) {
            // computed in 32-bit floats, because rounding decides the size if the product is near an integer
            long size = (long) Math.floor((float) target[axes[i]] * (float) given[i]);
            scales[axes[i]] = given[i];
            target[axes[i]] = size;
        }
        return resized(x, target, scales, interpolation);
    }

    private static double[] filled(int rank) {
        double[] scales = new double[rank];
        Arrays.fill(scales, 1);
        return scales;
    }

    private static NDArray resized(NDArray x, long[] target, double[] scales, Interpolation interpolation) {
        if (!x.getDataType().isFloating()) {
            NDArray floats = x.toType(DataType.FLOAT64, false);
            return resized(floats, target, scales, interpolation).toType(x.getDataType(), false);
        }
        NDArray result = x;
        for (int axis = 0; axis < target.length; axis++) {
            if (target[axis] != x.size(axis) || scales[axis] != 1) {
                NDArray next = along(result, axis, interpolation.taps(x.size(axis), target[axis], scales[axis]));
                if (result != x) {
                    result.close();
                }
                result = next;
            }
        }
        return result;
    }

    /** Sums the values of the taps, multiplied by their weights. */
    private static NDArray along(NDArray x, int axis, Interpolation.Tap[] taps) {
        NDArray sum = null;
        for (Interpolation.Tap tap : taps) {
            NDArray read = Slices.places(x, axis, tap.places());
            NDArray next = tap.isWhole() ? read : read.mul(weights(x, axis, tap));
            if (next != read) {
                read.close();
            }
            if (sum == null) {
                sum = next;
            } else {
                NDArray before = sum;
                sum = before.add(next);
                before.close();
                next.close();
            }
        }
        return sum;
    }

    private static NDArray weights(NDArray x, int axis, Interpolation.Tap tap) {
        long[] shape = new long[x.getShape().dimension()];
        Arrays.fill(shape, 1);
        shape[axis] = tap.weights().length;
        return Tensors.owned(x.getManager().create(tap.weights(), new Shape(shape)))
                .toType(x.getDataType(), false);
    }
}
