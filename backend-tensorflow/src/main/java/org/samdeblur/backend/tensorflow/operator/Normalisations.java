package org.samdeblur.backend.tensorflow.operator;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.samdeblur.networks.operator.NodeDescription;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** Normalisation layers. */
final class Normalisations {
    private static final float EPSILON = 1e-5f;

    private Normalisations() {}

    static Family operators() {
        return new Family()
                .add("BatchNormalization", Normalisations::batch)
                .add("InstanceNormalization", Normalisations::instance)
                .add("GroupNormalization", Normalisations::group)
                .add("LayerNormalization", Normalisations::layer)
                .add("LpNormalization", Normalisations::lp)
                .add("Softmax", softmax("Softmax", Normalisations::softmax))
                .add("LogSoftmax", softmax("LogSoftmax", Normalisations::logSoftmax));
    }

    private static List<Value> batch(Operands operands) {
        NodeDescription node = operands.node();
        // before operator set 14, further outputs request training mode
        node.require(!node.flag("training_mode", false) && node.outputs() == 1, "training mode");
        Value x = operands.value(0);
        if (x.isChannelsLast() && x.type() == DataType.DT_FLOAT) {
            return operands.made(inOneStep(operands), x.layout());
        }
        GraphWriter graph = operands.graph();
        Output<?> deviation = graph.add("Sqrt", graph.shifted(operands.natural(4), node.decimal("epsilon", EPSILON)));
        Output<?> scale = graph.add("RealDiv", operands.natural(1), deviation);
        Output<?> shift = graph.add("Sub", operands.natural(2), graph.add("Mul", operands.natural(3), scale));
        return affine(operands, x.in(x.layout()), scale, shift);
    }

    private static Output<?> inOneStep(Operands operands) {
        return operands.graph()
                .first(operands.graph()
                        .operation("FusedBatchNormV3")
                        .addInput(operands.value(0).in(Layout.CHANNELS_LAST))
                        .addInput(operands.natural(1))
                        .addInput(operands.natural(2))
                        .addInput(operands.natural(3))
                        .addInput(operands.natural(4))
                        .setAttr("epsilon", operands.node().decimal("epsilon", EPSILON))
                        .setAttr("is_training", false));
    }

    /** Scales and shifts every channel of a value with the first operand's layout. */
    private static List<Value> affine(Operands operands, Output<?> x, Output<?> scale, Output<?> shift) {
        GraphWriter graph = operands.graph();
        Value like = operands.value(0);
        long[] perChannel = new long[like.rank()];
        Arrays.fill(perChannel, 1);
        perChannel[1] = -1;
        long[] shape = like.layout().arrange(perChannel);
        Output<?> scaled = graph.add("Mul", x, graph.reshape(scale, shape));
        return operands.made(graph.add("AddV2", scaled, graph.reshape(shift, shape)), like.layout());
    }

    private static List<Value> instance(Operands operands) {
        Value x = operands.value(0);
        int[] spatial = x.layout().axes(IntStream.range(2, x.rank()).toArray());
        Output<?> normal = normalised(operands, x.in(x.layout()), spatial);
        return affine(operands, normal, operands.natural(1), operands.natural(2));
    }

    /** Scale and shift are per group before operator set 21 and per channel since then. */
    private static List<Value> group(Operands operands) {
        GraphWriter graph = operands.graph();
        Value x = operands.value(0);
        long groups = operands.node().integer("num_groups", 1);
        long each = x.size(1) / groups;
        int channels = x.layout().axis(1);
        Output<?> whole = x.in(x.layout());
        Output<?> shape = graph.shape(whole);
        Output<?> grouped = graph.concat(
                0,
                graph.part(shape, 0, channels),
                graph.longs(groups, each),
                graph.part(shape, channels + 1, x.rank()));
        int[] alongGroup = IntStream.rangeClosed(1, x.rank())
                .filter(axis -> axis != channels)
                .toArray();
        Output<?> normal = normalised(operands, graph.add("Reshape", whole, grouped), alongGroup);
        return affine(
                operands,
                graph.add("Reshape", normal, shape),
                perChannel(operands, 1, groups, each),
                perChannel(operands, 2, groups, each));
    }

    private static Output<?> perChannel(Operands operands, int index, long groups, long each) {
        GraphWriter graph = operands.graph();
        Output<?> given = operands.natural(index);
        return operands.value(index).size(0) == groups * each
                ? given
                : graph.reshape(graph.add("Tile", graph.reshape(given, -1, 1), graph.longs(1, each)), -1);
    }

    /** Normalises along axes to mean 0 and deviation 1. */
    private static Output<?> normalised(Operands operands, Output<?> x, int... axes) {
        GraphWriter graph = operands.graph();
        Output<?> mean = Reductions.over(graph, "Mean", x, axes);
        Output<?> centred = graph.add("Sub", x, mean);
        Output<?> variance = Reductions.meanOfSquares(graph, centred, axes);
        float epsilon = operands.node().decimal("epsilon", EPSILON);
        Output<?> factor = graph.add("Rsqrt", graph.shifted(variance, epsilon));
        return graph.add("Mul", centred, factor);
    }

    private static List<Value> layer(Operands operands) {
        GraphWriter graph = operands.graph();
        Value x = operands.value(0);
        operands.node().requireOneOutput();
        int first = Shapes.axis(operands.node().integer("axis", -1), x.rank());
        Output<?> normal = normalised(
                operands, x.natural(), IntStream.range(first, x.rank()).toArray());
        Output<?> scaled = graph.add("Mul", normal, operands.natural(1));
        return operands.made(operands.has(2) ? graph.add("AddV2", scaled, operands.natural(2)) : scaled);
    }

    private static List<Value> lp(Operands operands) {
        NodeDescription node = operands.node();
        GraphWriter graph = operands.graph();
        Value x = operands.value(0);
        long p = node.integer("p", 2);
        node.require(p == 1 || p == 2, "a norm of order " + p);
        int axis = x.layout().axis(Shapes.axis(node.integer("axis", -1), x.rank()));
        Output<?> whole = x.in(x.layout());
        Output<?> norm = p == 1
                ? Reductions.over(graph, "Sum", graph.add("Abs", whole), axis)
                : Reductions.over(graph, Reductions.NORM, whole, axis);
        // values of norm 0 are left unchanged, as in ONNX Runtime
        return operands.made(graph.add("DivNoNan", whole, norm), x.layout());
    }

    private interface AlongAxes {
        Output<?> of(GraphWriter graph, Output<?> x, int... axes);
    }

    /**
     * TensorFlow's own operation works along the last axis. Before operator set 13, all axes from the given one on are
     * joined.
     */
    private static Operator softmax(String alongLast, AlongAxes alongOthers) {
        return operands -> {
            Value x = operands.value(0);
            boolean one = operands.node().opset() >= 13;
            int axis = Shapes.axis(operands.node().integer("axis", one ? -1 : 1), x.rank());
            int[] axes = x.layout()
                    .axes(IntStream.range(axis, one ? axis + 1 : x.rank()).toArray());
            Output<?> whole = x.in(x.layout());
            boolean last = axes.length == 1 && axes[0] == x.rank() - 1;
            GraphWriter graph = operands.graph();
            return operands.made(last ? graph.add(alongLast, whole) : alongOthers.of(graph, whole, axes), x.layout());
        };
    }

    private static Output<?> softmax(GraphWriter graph, Output<?> x, int... axes) {
        Output<?> powers = graph.add("Exp", belowLargest(graph, x, axes));
        return graph.add("RealDiv", powers, Reductions.over(graph, "Sum", powers, axes));
    }

    private static Output<?> logSoftmax(GraphWriter graph, Output<?> x, int... axes) {
        Output<?> below = belowLargest(graph, x, axes);
        Output<?> sum = Reductions.over(graph, "Sum", graph.add("Exp", below), axes);
        return graph.add("Sub", below, graph.add("Log", sum));
    }

    /** Subtracts the maximum, so that exponentials do not overflow. */
    private static Output<?> belowLargest(GraphWriter graph, Output<?> x, int... axes) {
        return graph.add("Sub", x, Reductions.over(graph, "Max", x, axes));
    }
}
