package org.samdeblur.backend.djl.operator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.samdeblur.backend.djl.runtime.Tensors;
import org.samdeblur.networks.operator.NodeDescription;

/** Reductions such as sums and means. */
final class Reductions {
    private Reductions() {}

    /** Reduces over axes, each of which is kept with size 1. */
    private interface Reduction {
        NDArray over(NDArray x, int[] axes);
    }

    static Family operators() {
        return new Family()
                .add("ReduceSum", node -> reduce(node, Reductions::sum))
                .add("ReduceMean", node -> reduce(node, Reductions::mean))
                .add("ReduceMax", node -> reduce(node, Reductions::max))
                .add("ReduceMin", node -> reduce(node, Reductions::min))
                .add("ReduceProd", node -> reduce(node, Reductions::product))
                .add("ReduceL1", node -> reduce(node, (x, axes) -> sum(x.abs(), axes)))
                .add(
                        "ReduceL2",
                        node -> reduce(
                                node,
                                withRoom((x, axes) -> sum(x.square(), axes).sqrt())))
                .add("ReduceSumSquare", node -> reduce(node, (x, axes) -> sum(x.square(), axes)))
                .add(
                        "ReduceLogSum",
                        node -> reduce(node, withRoom((x, axes) -> sum(x, axes).log())))
                .add("ReduceLogSumExp", node -> reduce(node, withRoom(Reductions::logSumExp)))
                .add("ArgMax", node -> argument(node, NDArray::argMax))
                .add("ArgMin", node -> argument(node, NDArray::argMin))
                .add("CumSum", Reductions::cumulativeSum);
    }

    /** Axes are an attribute in older operator sets and an operand in newer ones. Without axes, all are reduced. */
    private static Operator reduce(NodeDescription node, Reduction reduction) {
        long[] fixed = node.integers("axes").orElse(new long[0]);
        boolean keep = node.flag("keepdims", true);
        boolean noneMeansNone = node.flag("noop_with_empty_axes", false);
        return Family.one(operands -> {
            NDArray x = operands.array(0);
            int rank = x.getShape().dimension();
            long[] axes = operands.has(1) ? operands.longs(1) : fixed;
            int[] over = axes.length == 0 && !noneMeansNone ? Shapes.range(rank) : Shapes.axes(axes, rank);
            if (over.length == 0) {
                return reduction.over(x.expandDims(rank), new int[] {rank}).reshape(x.getShape());
            }
            NDArray result = reduction.over(x, over);
            return keep ? result : result.reshape(new Shape(without(Shapes.of(x), over)));
        });
    }

    /** Reduces in a type that holds intermediate results: 32-bit floats for 16-bit floats, 64-bit floats for integers. */
    private static Reduction withRoom(Reduction reduction) {
        return (x, axes) -> {
            DataType type = x.getDataType();
            return switch (type) {
                case FLOAT32, FLOAT64 -> reduction.over(x, axes);
                case FLOAT16 ->
                    reduction.over(x.toType(DataType.FLOAT32, false), axes).toType(type, false);
                default ->
                    reduction.over(x.toType(DataType.FLOAT64, false), axes).toType(type, false);
            };
        };
    }

    static long[] without(long[] shape, int[] axes) {
        List<Long> rest = new ArrayList<>();
        for (int i = 0; i < shape.length; i++) {
            int axis = i;
            if (Arrays.stream(axes).noneMatch(gone -> gone == axis)) {
                rest.add(shape[i]);
            }
        }
        return rest.stream().mapToLong(Long::longValue).toArray();
    }

    static NDArray sum(NDArray x, int[] axes) {
        return x.sum(axes, true);
    }

    static NDArray mean(NDArray x, int[] axes) {
        return withRoom(Reductions::meanOfFloats).over(x, axes);
    }

    private static NDArray meanOfFloats(NDArray x, int[] axes) {
        if (axes.length == 1) {
            return x.mean(axes, true);
        }
        long count = Arrays.stream(axes).mapToLong(x::size).reduce(1, Math::multiplyExact);
        return x.sum(axes, true).div(Tensors.number(count, x));
    }

    static NDArray max(NDArray x, int[] axes) {
        return oneByOne(x, axes, (y, axis) -> y.max(axis, true));
    }

    private static NDArray min(NDArray x, int[] axes) {
        return oneByOne(x, axes, (y, axis) -> y.min(axis, true));
    }

    private static NDArray product(NDArray x, int[] axes) {
        return oneByOne(x, axes, (y, axis) -> y.prod(axis, true));
    }

    private static NDArray oneByOne(NDArray x, int[] axes, Reduction reduction) {
        NDArray result = x;
        for (int axis : axes) {
            result = reduction.over(result, new int[] {axis});
        }
        return result;
    }

    private static NDArray logSumExp(NDArray x, int[] axes) {
        NDArray largest = max(x, axes);
        return sum(x.sub(largest).exp(), axes).log().add(largest);
    }

    private interface Argument {
        NDArray along(NDArray x, int axis);
    }

    private static Operator argument(NodeDescription node, Argument argument) {
        long axis = node.integer("axis", 0);
        boolean keep = node.flag("keepdims", true);
        node.require(!node.flag("select_last_index", false), "the last of several");
        return Family.one(operands -> {
            NDArray x = operands.array(0);
            int along = Shapes.axis(axis, x.getShape().dimension());
            NDArray index = argument.along(x, along);
            long[] kept = Shapes.replaced(Shapes.of(x), along, 1);
            return keep ? index.reshape(new Shape(kept)) : index;
        });
    }

    private static Operator cumulativeSum(NodeDescription node) {
        boolean exclusive = node.flag("exclusive", false);
        boolean reverse = node.flag("reverse", false);
        return Family.one(operands -> {
            NDArray x = operands.array(0);
            int axis = Shapes.axis(operands.longs(1)[0], x.getShape().dimension());
            NDArray forward = reverse ? x.flip(axis) : x;
            NDArray sum = forward.cumSum(axis);
            NDArray result = exclusive ? sum.sub(forward) : sum;
            return reverse ? result.flip(axis) : result;
        });
    }
}
