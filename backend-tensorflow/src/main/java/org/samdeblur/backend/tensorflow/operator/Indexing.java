package org.samdeblur.backend.tensorflow.operator;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.samdeblur.networks.operator.NodeDescription;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** Parts of values by position. */
final class Indexing {
    private Indexing() {}

    static Family operators() {
        return new Family().add("Slice", Indexing::slice);
    }

    /**
     * One part of every named axis. TensorFlow limits positions as ONNX does.
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
        // in the operands' lists, followed by a number for axes that stay whole
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

    /** Ranges were attributes before operator set 10, and are operands since. */
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
}
