package org.samdeblur.backend.tensorflow.operator;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.samdeblur.networks.operator.NodeDescription;
import org.tensorflow.GraphOperation;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** Reductions such as sums and means. */
final class Reductions {
    /** The square root of the sum of squares. */
    static final String NORM = "EuclideanNorm";

    private Reductions() {}

    /** Reduces over axes, in memory order, which are kept with size 1. */
    interface Reduction {
        Output<?> over(GraphWriter graph, Output<?> x, int... axes);
    }

    static Family operators() {
        return new Family()
                .add("ReduceSum", reduce(plain("Sum")))
                .add("ReduceMean", reduce(Reductions::mean))
                .add("ReduceMax", reduce(plain("Max")))
                .add("ReduceMin", reduce(plain("Min")))
                .add("ReduceProd", reduce(plain("Prod")))
                .add("ReduceL1", reduce((graph, x, axes) -> over(graph, "Sum", graph.add("Abs", x), axes)))
                .add("ReduceL2", reduce(withRoom(plain(NORM))))
                .add("ReduceSumSquare", reduce(Reductions::sumOfSquares))
                .add(
                        "ReduceLogSum",
                        reduce(withRoom((graph, x, axes) -> graph.add("Log", over(graph, "Sum", x, axes)))))
                .add("ReduceLogSumExp", reduce(withRoom(Reductions::logSumExp)))
                .add("ArgMax", argument("ArgMax"))
                .add("ArgMin", argument("ArgMin"))
                .add("CumSum", Reductions::cumulativeSum);
    }

    static Reduction plain(String type) {
        return (graph, x, axes) -> over(graph, type, x, axes);
    }

    /** Reduces in a type that holds intermediate results: 32-bit floats for 16-bit floats, 64-bit floats for integers. */
    private static Reduction withRoom(Reduction reduction) {
        return (graph, x, axes) -> {
            DataType type = x.dataType();
            DataType wide = switch (type) {
                case DT_FLOAT, DT_DOUBLE -> type;
                case DT_HALF, DT_BFLOAT16 -> DataType.DT_FLOAT;
                default -> DataType.DT_DOUBLE;
            };
            return graph.cast(reduction.over(graph, graph.cast(x, wide), axes), type);
        };
    }

    /** Reduces over axes, in memory order, and keeps them with size 1. */
    static Output<?> over(GraphWriter graph, String type, Output<?> x, int... axes) {
        return graph.first(
                graph.operation(type).addInput(x).addInput(graph.ints(axes)).setAttr("keep_dims", true));
    }

    private static Output<?> sumOfSquares(GraphWriter graph, Output<?> x, int... axes) {
        return over(graph, "Sum", graph.add("Square", x), axes);
    }

    static Output<?> mean(GraphWriter graph, Output<?> x, int... axes) {
        return withRoom(Reductions::meanOfFloats).over(graph, x, axes);
    }

    /** Means of squares, as in channel norms, are computed in a faster way. */
    private static Output<?> meanOfFloats(GraphWriter graph, Output<?> x, int... axes) {
        if (x.op() instanceof GraphOperation maker && maker.type().equals("Mul")) {
            Output<?> factor = maker.input(0);
            if (factor.equals(maker.input(1))) {
                return meanOfSquares(graph, factor, axes);
            }
        }
        return over(graph, "Mean", x, axes);
    }

    /** Uses TensorFlow's norm if possible, which needs no memory for the squares. */
    static Output<?> meanOfSquares(GraphWriter graph, Output<?> x, int... axes) {
        long count = Arrays.stream(axes).mapToLong(x.shape()::get).reduce(1, (a, b) -> a < 0 || b < 0 ? -1 : a * b);
        return count > 0 && ElementTypes.isFloating(x.dataType())
                ? graph.scaled(graph.add("Square", over(graph, NORM, x, axes)), 1.0 / count)
                : over(graph, "Mean", graph.add("Square", x), axes);
    }

    private static Output<?> logSumExp(GraphWriter graph, Output<?> x, int... axes) {
        Output<?> largest = over(graph, "Max", x, axes);
        Output<?> sum = over(graph, "Sum", graph.add("Exp", graph.add("Sub", x, largest)), axes);
        return graph.add("AddV2", graph.add("Log", sum), largest);
    }

    private static Operator reduce(Reduction reduction) {
        return operands -> {
            Value x = operands.value(0);
            long[] given = axes(operands);
            boolean all = given.length == 0 && !operands.node().flag("noop_with_empty_axes", false);
            int[] axes = all ? IntStream.range(0, x.rank()).toArray() : Shapes.axes(given, x.rank());
            return kept(
                    operands,
                    reduction.over(
                            operands.graph(), x.in(x.layout()), x.layout().axes(axes)),
                    axes);
        };
    }

    /** Axes are an attribute in older operator sets and an operand in newer ones. Without axes, all are reduced. */
    private static long[] axes(Operands operands) {
        return operands.has(1)
                ? operands.longs(1, "axes")
                : operands.node().integers("axes").orElse(new long[0]);
    }

    /** Wraps a result with the first operand's layout. Reduced axes are removed unless the node keeps them. */
    private static List<Value> kept(Operands operands, Output<?> reduced, int... axes) {
        List<Value> kept = operands.made(reduced, operands.value(0).layout());
        if (operands.node().flag("keepdims", true) || axes.length == 0) {
            return kept;
        }
        return Rearrangements.without(operands, kept.get(0), axes);
    }

    private static Operator argument(String type) {
        return operands -> {
            NodeDescription node = operands.node();
            GraphWriter graph = operands.graph();
            Value x = operands.value(0);
            node.require(!node.flag("select_last_index", false), "the last of several");
            int axis = Shapes.axis(node.integer("axis", 0), x.rank());
            Output<?> along = graph.scalar(x.layout().axis(axis));
            Output<?> index = graph.first(graph.operation(type)
                    .addInput(x.in(x.layout()))
                    .addInput(along)
                    .setAttr("output_type", DataType.DT_INT64));
            return kept(operands, graph.add("ExpandDims", index, along), axis);
        };
    }

    private static List<Value> cumulativeSum(Operands operands) {
        NodeDescription node = operands.node();
        GraphWriter graph = operands.graph();
        Value x = operands.value(0);
        int axis = Shapes.axis(operands.longs(1, "axes")[0], x.rank());
        return operands.made(
                graph.first(graph.operation("Cumsum")
                        .addInput(x.in(x.layout()))
                        .addInput(graph.scalar(x.layout().axis(axis)))
                        .setAttr("exclusive", node.flag("exclusive", false))
                        .setAttr("reverse", node.flag("reverse", false))),
                x.layout());
    }
}
