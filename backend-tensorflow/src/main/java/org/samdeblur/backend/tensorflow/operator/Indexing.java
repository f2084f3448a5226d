package org.samdeblur.backend.tensorflow.operator;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.samdeblur.networks.operator.NodeDescription;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** Operators that select parts of values by index. */
final class Indexing {
    private Indexing() {}

    static Family operators() {
        return new Family()
                .add("Slice", Indexing::slice)
                .add("Gather", Indexing::gather)
                .add("GatherElements", Indexing::gatherElements)
                .add("GatherND", Indexing::gatherNd)
                .add("ScatterElements", Indexing::scatterElements)
                .add("TopK", Indexing::topK)
                .add("ScatterND", Indexing::scatterNd);
    }

    /**
     * A range of every given axis. TensorFlow clamps positions as ONNX does.
     *
     * @param starts 64-bit integers
     * @param ends 64-bit integers
     */
    private record Ranges(Output<?> starts, Output<?> ends, long[] axes, long[] steps) {}

    private static List<Value> slice(Operands operands) {
        GraphWriter graph = operands.graph();
        Value x = operands.value(0);
        Ranges ranges = operands.node().opset() < 10 ? fixedRanges(operands) : ranges(operands);
        int rank = x.rank();
        // in the operands' lists, followed by a number for axes that are not sliced
        int[] places = new int[rank];
        Arrays.fill(places, ranges.axes.length);
        long[] steps = ones(rank);
        long whole = (1L << rank) - 1;
        for (int i = 0; i < ranges.axes.length; i++) {
            int at = x.layout().axis(Shapes.axis(ranges.axes[i], rank));
            operands.node().require(ranges.steps[i] != 0, "a step of 0");
            places[at] = i;
            steps[at] = ranges.steps[i];
            whole &= ~(1L << at);
        }
        Output<?> part = graph.first(graph.operation("StridedSlice")
                .addInput(x.in(x.layout()))
                .addInput(picked(graph, ranges.starts, places))
                .addInput(picked(graph, ranges.ends, places))
                .addInput(graph.longs(steps))
                .setAttr("begin_mask", whole)
                .setAttr("end_mask", whole));
        return operands.made(part, x.layout());
    }

    private static Output<?> picked(GraphWriter graph, Output<?> list, int[] places) {
        return graph.add("GatherV2", graph.concat(0, list, graph.longs(0)), graph.ints(places), graph.scalar(0));
    }

    /** Ranges are attributes before operator set 10 and operands since then. */
    private static Ranges fixedRanges(Operands operands) {
        NodeDescription node = operands.node();
        GraphWriter graph = operands.graph();
        long[] starts = node.integers("starts").orElseThrow(() -> node.refusal("it has no starts"));
        long[] ends = node.integers("ends").orElseThrow(() -> node.refusal("it has no ends"));
        long[] axes = node.integers("axes").orElseGet(() -> upTo(starts.length));
        return new Ranges(graph.longs(starts), graph.longs(ends), axes, ones(axes.length));
    }

    private static Ranges ranges(Operands operands) {
        GraphWriter graph = operands.graph();
        int count = Math.toIntExact(operands.value(1).size(0));
        long[] axes = operands.has(3) ? operands.longs(3, "axes") : upTo(count);
        long[] steps = operands.has(4) ? operands.longs(4, "steps") : ones(count);
        return new Ranges(
                graph.cast(operands.natural(1), DataType.DT_INT64),
                graph.cast(operands.natural(2), DataType.DT_INT64),
                axes,
                steps);
    }

    private static long[] upTo(int count) {
        return LongStream.range(0, count).toArray();
    }

    private static long[] ones(int count) {
        long[] ones = new long[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** A list of indices keeps the axis; the axes of an index of another shape replace it. */
    private static List<Value> gather(Operands operands) {
        GraphWriter graph = operands.graph();
        Value x = operands.value(0);
        int axis = Shapes.axis(operands.node().integer("axis", 0), x.rank());
        Output<?> index = counted(graph, operands.value(1), Size.all(graph, x).get(axis));
        Layout layout = operands.value(1).rank() == 1 ? x.layout() : Layout.NATURAL;
        return operands.made(graph.add("GatherV2", x.in(layout), index, graph.scalar(layout.axis(axis))), layout);
    }

    /** Converts indices that count from the end to indices that count from the start. */
    private static Output<?> counted(GraphWriter graph, Value index, Size size) {
        boolean positive = index.longs()
                .filter(known -> LongStream.of(known).allMatch(place -> place >= 0))
                .isPresent();
        return positive ? index.natural() : counted(graph, index.natural(), size.scalar());
    }

    private static Output<?> counted(GraphWriter graph, Output<?> index, Output<?> sizes) {
        Output<?> longs = graph.cast(index, DataType.DT_INT64);
        return graph.add(
                "SelectV2", graph.add("Less", longs, graph.number(0)), graph.add("AddV2", longs, sizes), longs);
    }

    /** TensorFlow supports only the largest values along the last axis. */
    private static List<Value> topK(Operands operands) {
        NodeDescription node = operands.node();
        GraphWriter graph = operands.graph();
        int rank = operands.value(0).rank();
        int[] swapped = swappedWithLast(Shapes.axis(node.integer("axis", -1), rank), rank);
        Output<?> x = graph.transpose(operands.natural(0), swapped);
        Output<?> count = operands.has(1)
                ? graph.reshape(graph.cast(operands.natural(1), DataType.DT_INT32))
                : graph.scalar(Math.toIntExact(node.integer("k", 0)));
        boolean largest = node.flag("largest", true);
        Output<?>[] found = GraphWriter.all(graph.operation("TopKV2")
                .addInput(largest ? x : graph.add("Neg", x))
                .addInput(count));
        Output<?> values = largest ? found[0] : graph.add("Neg", found[0]);
        Output<?> places = graph.cast(found[1], DataType.DT_INT64);
        return List.of(
                Value.of(graph, graph.transpose(values, swapped), Layout.NATURAL),
                Value.of(graph, graph.transpose(places, swapped), Layout.NATURAL));
    }

    private static int[] swappedWithLast(int axis, int rank) {
        int[] order = IntStream.range(0, rank).toArray();
        order[axis] = rank - 1;
        order[rank - 1] = axis;
        return order;
    }

    private static List<Value> gatherElements(Operands operands) {
        return operands.made(operands.graph().add("GatherNd", operands.natural(0), places(operands)));
    }

    private static List<Value> scatterElements(Operands operands) {
        requirePlainScatter(operands.node());
        return operands.made(operands.graph()
                .add("TensorScatterUpdate", operands.natural(0), places(operands), operands.natural(2)));
    }

    private static void requirePlainScatter(NodeDescription node) {
        String reduction = node.text("reduction", "none");
        node.require(reduction.equals("none"), "its reduction '" + reduction + "'");
    }

    /** The positions on all axes for every element of an index along one axis. */
    private static Output<?> places(Operands operands) {
        GraphWriter graph = operands.graph();
        Value x = operands.value(0);
        int rank = x.rank();
        int along = Shapes.axis(operands.node().integer("axis", 0), rank);
        List<Size> sizes = Size.all(graph, operands.value(1));
        Output<?> shape = Size.list(graph, sizes);
        Output<?>[] places = new Output<?>[rank];
        for (int axis = 0; axis < rank; axis++) {
            places[axis] = axis == along
                    ? counted(
                            graph,
                            operands.natural(1),
                            Size.all(graph, x).get(axis).scalar())
                    : graph.add("BroadcastTo", graph.along(upTo(graph, sizes.get(axis)), axis, rank), shape);
        }
        return graph.first(graph.operation("Pack").addInputList(places).setAttr("axis", (long) rank));
    }

    private static Output<?> upTo(GraphWriter graph, Size size) {
        return graph.add("Range", graph.number(0), size.scalar(), graph.number(1));
    }

    private static List<Value> gatherNd(Operands operands) {
        operands.node().require(operands.node().integer("batch_dims", 0) == 0, "a batch");
        return operands.made(operands.graph().add("GatherNd", operands.natural(0), tuples(operands)));
    }

    private static List<Value> scatterNd(Operands operands) {
        requirePlainScatter(operands.node());
        return operands.made(operands.graph()
                .add("TensorScatterUpdate", operands.natural(0), tuples(operands), operands.natural(2)));
    }

    /** Indices on the first axes, counted from the start. */
    private static Output<?> tuples(Operands operands) {
        GraphWriter graph = operands.graph();
        Value index = operands.value(1);
        int depth = Math.toIntExact(index.size(index.rank() - 1));
        List<Size> sizes = Size.all(graph, operands.value(0)).subList(0, depth);
        return counted(graph, index.natural(), Size.list(graph, sizes));
    }
}
