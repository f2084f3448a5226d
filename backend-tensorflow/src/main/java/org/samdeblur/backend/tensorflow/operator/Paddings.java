package org.samdeblur.backend.tensorflow.operator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.samdeblur.networks.operator.NodeDescription;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/** Padding. */
final class Paddings {
    private Paddings() {}

    static Family operators() {
        return new Family().add("Pad", Paddings::pad);
    }

    /** The padding before and after an axis; negative numbers crop. */
    private record Border(Size before, Size after) {
        boolean isNothing() {
            return before.isKnown() && after.isKnown() && before.known() == 0 && after.known() == 0;
        }

        boolean mayCut() {
            return mayBeNegative(before) || mayBeNegative(after);
        }

        private static boolean mayBeNegative(Size size) {
            return !size.isKnown() || size.known() < 0;
        }
    }

    private static List<Value> pad(Operands operands) {
        NodeDescription node = operands.node();
        Value x = operands.value(0);
        List<Border> borders = borders(operands);
        String mode = node.text("mode", "constant");
        return switch (mode) {
            case "constant" -> operands.made(surrounded(operands, x, borders), x.layout());
            case "edge", "reflect", "wrap" -> operands.made(copied(operands.graph(), x, borders, mode), x.layout());
            default -> throw node.refusal("its mode '" + mode + "' is not supported");
        };
    }

    /**
     * Reads the padding of all axes, in ONNX's order. Pads are an attribute before operator set 11 and an operand since
     * then.
     */
    private static List<Border> borders(Operands operands) {
        GraphWriter graph = operands.graph();
        int rank = operands.value(0).rank();
        List<Size> pads = pads(operands);
        int[] axes = operands.has(3) ? Shapes.axes(operands.longs(3, "axes"), rank) : Layout.NATURAL.order(rank);
        Border[] borders = new Border[rank];
        Arrays.fill(borders, new Border(Size.of(graph, 0), Size.of(graph, 0)));
        for (int i = 0; i < axes.length; i++) {
            borders[axes[i]] = new Border(pads.get(i), pads.get(axes.length + i));
        }
        return List.of(borders);
    }

    private static List<Size> pads(Operands operands) {
        GraphWriter graph = operands.graph();
        Optional<long[]> fixed = operands.node().integers("pads");
        Optional<long[]> known = fixed.isPresent() ? fixed : operands.value(1).longs();
        return known.isPresent()
                ? LongStream.of(known.get())
                        .mapToObj(pad -> Size.of(graph, pad))
                        .toList()
                : Size.all(graph, graph.cast(operands.natural(1), DataType.DT_INT64));
    }

    private static Output<?> surrounded(Operands operands, Value x, List<Border> borders) {
        GraphWriter graph = operands.graph();
        int rank = x.rank();
        List<Size> added = new ArrayList<>();
        for (int axis : x.layout().order(rank)) {
            added.add(borders.get(axis).before.atLeast(0));
            added.add(borders.get(axis).after.atLeast(0));
        }
        Output<?> kept = cut(graph, x, borders);
        // other runtimes also accept a list of one number
        Output<?> value = operands.has(2)
                ? graph.reshape(operands.natural(2))
                : graph.numberLike(operands.node().decimal("value", 0), kept);
        Output<?> paddings = graph.reshape(Size.list(graph, added), rank, 2);
        return withKnownSizes(graph, x, borders, graph.add("PadV2", kept, paddings, value));
    }

    private static Output<?> cut(GraphWriter graph, Value x, List<Border> borders) {
        Output<?> whole = x.in(x.layout());
        if (borders.stream().noneMatch(Border::mayCut)) {
            return whole;
        }
        List<Size> sizes = Size.all(graph, x);
        List<Size> from = new ArrayList<>();
        List<Size> left = new ArrayList<>();
        for (int axis : x.layout().order(x.rank())) {
            Border border = borders.get(axis);
            from.add(border.before.atMost(0).times(-1));
            left.add(sizes.get(axis).plus(border.before.atMost(0)).plus(border.after.atMost(0)));
        }
        return graph.add("Slice", whole, Size.list(graph, from), Size.list(graph, left));
    }

    /** Restores the known sizes of axes without padding, which TensorFlow loses if some pads are computed. */
    private static Output<?> withKnownSizes(GraphWriter graph, Value x, List<Border> borders, Output<?> padded) {
        long[] shape = x.shape();
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = borders.get(axis).isNothing() ? shape[axis] : -1;
        }
        return graph.first(graph.operation("EnsureShape")
                .addInput(padded)
                .setAttr("shape", Shape.of(x.layout().arrange(shape))));
    }

    private static Output<?> copied(GraphWriter graph, Value x, List<Border> borders, String mode) {
        List<Size> sizes = Size.all(graph, x);
        Output<?> result = x.in(x.layout());
        for (int axis = 0; axis < sizes.size(); axis++) {
            Border border = borders.get(axis);
            if (!border.isNothing()) {
                Size size = sizes.get(axis);
                Output<?> all = graph.add(
                        "Range",
                        border.before.times(-1).scalar(),
                        size.plus(border.after).scalar(),
                        graph.number(1));
                result = graph.add(
                        "GatherV2",
                        result,
                        sources(graph, all, size, mode),
                        graph.scalar(x.layout().axis(axis)));
            }
        }
        return result;
    }

    /** Maps positions, relative to the first element of an axis, to the elements that they take their values from. */
    private static Output<?> sources(GraphWriter graph, Output<?> places, Size size, String mode) {
        Output<?> last = size.plus(-1).scalar();
        return switch (mode) {
            case "edge" -> graph.add("Minimum", graph.add("Maximum", places, graph.number(0)), last);
            case "wrap" -> graph.add("FloorMod", places, size.scalar());
            default -> {
                Output<?> period = size.plus(-1).times(2).atLeast(1).scalar();
                Output<?> beyondLast = graph.add("Sub", graph.add("FloorMod", places, period), last);
                yield graph.add("Sub", last, graph.add("Abs", beyondLast));
            }
        };
    }

    /**
     * Pads a value.
     *
     * @param added the padding before and after each axis, in memory order
     */
    static Output<?> around(GraphWriter graph, Output<?> x, double value, long... added) {
        if (LongStream.of(added).allMatch(count -> count == 0)) {
            return x;
        }
        Output<?> paddings = graph.reshape(graph.longs(added), added.length / 2, 2);
        return graph.add("PadV2", x, paddings, graph.numberLike(value, x));
    }
}
