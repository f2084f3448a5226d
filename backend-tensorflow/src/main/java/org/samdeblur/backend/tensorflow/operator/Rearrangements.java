package org.samdeblur.backend.tensorflow.operator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.samdeblur.networks.operator.NodeDescription;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** Operators that change the shape, order or type of elements. */
final class Rearrangements {
    private Rearrangements() {}

    static Family operators() {
        return new Family()
                .add("Identity", operands -> List.of(operands.value(0)))
                .add("Dropout", Rearrangements::dropout)
                .add(
                        "Cast",
                        operands -> cast(
                                operands, ElementTypes.dataType(operands.node().type("to"))))
                .add("CastLike", operands -> cast(operands, operands.value(1).type()))
                .add("Reshape", Rearrangements::reshape)
                .add("Flatten", Rearrangements::flatten)
                .add("Squeeze", Rearrangements::squeeze)
                .add("Unsqueeze", Rearrangements::unsqueeze)
                .add("Transpose", Rearrangements::transpose)
                .add("Concat", Rearrangements::concat)
                .add("Split", Rearrangements::split)
                .add("Expand", Rearrangements::expand)
                .add("Tile", Rearrangements::tile)
                .add("DepthToSpace", Rearrangements::depthToSpace)
                .add("SpaceToDepth", Rearrangements::spaceToDepth);
    }

    private static List<Value> dropout(Operands operands) {
        operands.node().requireOneOutput();
        return List.of(operands.value(0));
    }

    private static List<Value> cast(Operands operands, DataType type) {
        Value x = operands.value(0);
        return operands.made(operands.graph().cast(x.in(x.layout()), type), x.layout());
    }

    /** 0 keeps the size of an axis unless {@code allowzero} is set; -1 is inferred. */
    private static List<Value> reshape(Operands operands) {
        GraphWriter graph = operands.graph();
        Value x = operands.value(0);
        Output<?> wanted = operands.natural(1);
        long[] known = graph.known(wanted);
        boolean keeps = !operands.node().flag("allowzero", false)
                && LongStream.of(known).anyMatch(size -> size == 0);
        Output<?> shape = keeps ? Size.list(graph, withKeptAxes(graph, x, wanted, known)) : wanted;
        return operands.made(graph.add("Reshape", x.natural(), shape));
    }

    private static List<Size> withKeptAxes(GraphWriter graph, Value x, Output<?> wanted, long[] known) {
        List<Size> old = Size.all(graph, x);
        List<Size> sizes = new ArrayList<>();
        for (int i = 0; i < known.length; i++) {
            sizes.add(known[i] == 0 ? old.get(i) : known[i] > 0 ? Size.of(graph, known[i]) : Size.of(graph, wanted, i));
        }
        return sizes;
    }

    private static List<Value> flatten(Operands operands) {
        GraphWriter graph = operands.graph();
        Value x = operands.value(0);
        long axis = operands.node().integer("axis", 1);
        int first = (int) (axis < 0 ? axis + x.rank() : axis);
        List<Size> sizes = Size.all(graph, x);
        Size rows = product(graph, sizes.subList(0, first));
        Size columns = product(graph, sizes.subList(first, x.rank()));
        return operands.made(graph.add("Reshape", x.natural(), Size.list(graph, List.of(rows, columns))));
    }

    private static Size product(GraphWriter graph, List<Size> sizes) {
        return sizes.stream().reduce(Size.of(graph, 1), Size::times);
    }

    /** The axes are an operand since operator set 13. */
    private static Optional<long[]> axes(Operands operands) {
        return operands.has(1)
                ? Optional.of(operands.longs(1, "axes"))
                : operands.node().integers("axes");
    }

    private static List<Value> squeeze(Operands operands) {
        Value x = operands.value(0);
        int[] gone = axes(operands)
                .map(axes -> Shapes.axes(axes, x.rank()))
                .orElseGet(() -> axesOfOne(operands.node(), x.shape()));
        if (gone.length == 0) {
            return List.of(x);
        }
        return without(operands, x, gone);
    }

    /** Removes axes of size 1. */
    static List<Value> without(Operands operands, Value x, int... gone) {
        Layout layout = isOrderedWithout(x, gone) ? x.layout() : Layout.NATURAL;
        return operands.made(operands.graph().squeezed(x.in(layout), layout.axes(gone)));
    }

    private static int[] axesOfOne(NodeDescription node, long[] shape) {
        node.require(
                LongStream.of(shape).allMatch(size -> size >= 0),
                "removing axes of size 1 from a value with sizes unknown before the network runs");
        return IntStream.range(0, shape.length).filter(axis -> shape[axis] == 1).toArray();
    }

    /** Returns whether the remaining axes are in ONNX's order. */
    private static boolean isOrderedWithout(Value x, int[] gone) {
        int[] places = IntStream.range(0, x.rank())
                .filter(axis -> IntStream.of(gone).noneMatch(other -> other == axis))
                .map(x.layout()::axis)
                .toArray();
        return Arrays.equals(places, IntStream.of(places).sorted().toArray());
    }

    private static List<Value> unsqueeze(Operands operands) {
        GraphWriter graph = operands.graph();
        long[] given = axes(operands).orElseThrow(() -> operands.node().refusal("it has no axes"));
        int rank = operands.value(0).rank() + given.length;
        Output<?> result = operands.natural(0);
        for (int axis : IntStream.of(Shapes.axes(given, rank)).sorted().toArray()) {
            result = graph.add("ExpandDims", result, graph.scalar(axis));
        }
        return operands.made(result);
    }

    /** If a transposition moves channels to or from the end and memory order matches already, only the layout changes. */
    private static List<Value> transpose(Operands operands) {
        Value x = operands.value(0);
        int rank = x.rank();
        int[] order = operands.node()
                .integers("perm")
                .map(perm -> LongStream.of(perm).mapToInt(Math::toIntExact).toArray())
                .orElseGet(() -> IntStream.range(0, rank).map(i -> rank - 1 - i).toArray());
        operands.node().require(order.length == rank, "an order of " + order.length + " axes for a value of " + rank);
        if (rank == Layout.IMAGE_RANK && !x.isConstant()) {
            int[] channelsLast = IntStream.of(Layout.CHANNELS_LAST.order(rank))
                    .map(axis -> order[axis])
                    .toArray();
            if (Arrays.equals(channelsLast, x.layout().order(rank))) {
                return operands.made(x.in(x.layout()), Layout.CHANNELS_LAST);
            }
        }
        return operands.made(x.permuted(order));
    }

    private static List<Value> concat(Operands operands) {
        List<Value> values = operands.all();
        int axis = Shapes.axis(operands.node().integer("axis", 0), values.get(0).rank());
        Layout layout = values.stream().anyMatch(Value::isChannelsLast) ? Layout.CHANNELS_LAST : Layout.NATURAL;
        Output<?>[] parts = values.stream().map(value -> value.in(layout)).toArray(Output<?>[]::new);
        return operands.made(operands.graph().concat(layout.axis(axis), parts), layout);
    }

    /** Sizes are an attribute before operator set 13 and an operand since then. Without sizes, parts are equal. */
    private static List<Value> split(Operands operands) {
        GraphWriter graph = operands.graph();
        Value x = operands.value(0);
        int axis = Shapes.axis(operands.node().integer("axis", 0), x.rank());
        int parts = operands.node().outputs();
        Optional<long[]> fixed = operands.node().integers("split");
        Output<?> sizes = operands.has(1)
                ? operands.natural(1)
                : fixed.isPresent() ? graph.longs(fixed.get()) : equal(graph, x, axis, parts);
        Output<?>[] results = GraphWriter.all(graph.operation("SplitV")
                .addInput(x.in(x.layout()))
                .addInput(sizes)
                .addInput(graph.scalar(x.layout().axis(axis)))
                .setAttr("num_split", (long) parts));
        return Arrays.stream(results)
                .map(part -> Value.of(graph, part, x.layout()))
                .toList();
    }

    /** All parts are equal, except that the last may be smaller. */
    private static Output<?> equal(GraphWriter graph, Value x, int axis, int parts) {
        Size each = Size.all(graph, x).get(axis).plus(parts - 1).dividedBy(parts);
        List<Size> sizes = new ArrayList<>(Collections.nCopies(parts - 1, each));
        sizes.add(Size.of(graph, -1));
        return Size.list(graph, sizes);
    }

    private static List<Value> expand(Operands operands) {
        GraphWriter graph = operands.graph();
        Value x = operands.value(0);
        Output<?> old = Size.list(graph, Size.all(graph, x));
        return operands.made(
                graph.add("BroadcastTo", x.natural(), graph.add("BroadcastArgs", old, operands.natural(1))));
    }

    private static List<Value> tile(Operands operands) {
        Value x = operands.value(0);
        return operands.made(
                operands.graph().add("Tile", x.in(x.layout()), operands.perAxis(1, x.layout())), x.layout());
    }

    private static List<Value> depthToSpace(Operands operands) {
        Value x = operands.value(0);
        long s = operands.node().integer("blocksize", 1);
        boolean channelBeforeBlock = operands.node().text("mode", "DCR").equals("CRD");
        return channelBeforeBlock
                ? operands.made(pixelShuffle(operands.graph(), x, s), Layout.CHANNELS_LAST)
                : operands.made(blocks(operands, "DepthToSpace", s), Layout.CHANNELS_LAST);
    }

    /** In TensorFlow, channels vary faster than positions in a block. For the opposite order, one transposition is enough. */
    private static Output<?> pixelShuffle(GraphWriter graph, Value x, long s) {
        List<Size> sizes = Size.all(graph, x);
        Size channels = sizes.get(1).dividedBy(s * s);
        Size block = Size.of(graph, s);
        Size rest = Size.of(graph, -1);
        Output<?> image = x.in(Layout.CHANNELS_LAST);
        Output<?> split =
                graph.add("Reshape", image, Size.list(graph, List.of(rest, sizes.get(3), channels, block, block)));
        Output<?> rows = graph.transpose(split, 0, 3, 1, 4, 2);
        List<Size> shape =
                List.of(sizes.get(0), sizes.get(2).times(s), sizes.get(3).times(s), channels);
        return graph.add("Reshape", rows, Size.list(graph, shape));
    }

    private static List<Value> spaceToDepth(Operands operands) {
        long s = operands.node().integer("blocksize", 1);
        return operands.made(blocks(operands, "SpaceToDepth", s), Layout.CHANNELS_LAST);
    }

    private static Output<?> blocks(Operands operands, String type, long size) {
        return operands.graph()
                .first(operands.graph()
                        .operation(type)
                        .addInput(operands.value(0).in(Layout.CHANNELS_LAST))
                        .setAttr("block_size", size));
    }
}
