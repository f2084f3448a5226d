package org.samdeblur.backend.tensorflow.operator;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.samdeblur.networks.operator.NodeDescription;
import org.samdeblur.networks.operator.Windows;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;

/** Means and maxima over windows, with channels last. */
final class Pools {
    private static final int SPATIAL = 2;
    /** A bit mask of the axes between the first and the last. */
    private static final long BETWEEN_FIRST_AND_LAST = 0b0110;

    private Pools() {}

    static Family operators() {
        return new Family()
                .add("AveragePool", Pools::average)
                .add("MaxPool", Pools::maximum)
                .add("GlobalAveragePool", global(Reductions::mean))
                .add("GlobalMaxPool", global(Reductions.plain("Max")));
    }

    private static Operator global(Reductions.Reduction reduction) {
        return operands -> {
            Value x = operands.value(0);
            int[] spatial = x.layout().axes(IntStream.range(2, x.rank()).toArray());
            return operands.made(reduction.over(operands.graph(), x.in(x.layout()), spatial), x.layout());
        };
    }

    /**
     * The movement of windows over an image.
     *
     * @param pads the node's padding before, then after, height and width
     * @param extra further padding after height and width, for windows that begin in the image but do not end there
     */
    private record Walk(long[] kernel, long[] stride, long[] pads, long[] extra) {
        static Walk of(Operands operands) {
            NodeDescription node = operands.node();
            Value x = operands.value(0);
            long[] kernel = node.integers("kernel_shape").orElseThrow(() -> node.refusal("it has no window"));
            node.require(
                    x.rank() == Layout.IMAGE_RANK && kernel.length == SPATIAL,
                    "a pool over " + kernel.length + " axes");
            Windows windows = Windows.of(node, SPATIAL);
            node.require(Arrays.stream(windows.dilation()).allMatch(step -> step == 1), "a dilation");
            long[] stride = windows.stride();
            long[] pads = Convolutions.pads(node, x, windows, kernel);
            long[] extra = new long[SPATIAL];
            for (int i = 0; i < SPATIAL && node.flag("ceil_mode", false); i++) {
                extra[i] = Math.max(0, Math.min(stride[i], kernel[i] - pads[SPATIAL + i]) - 1);
            }
            return new Walk(kernel, stride, pads, extra);
        }

        /** Returns the padding before and after each axis, in memory order. */
        long[] added(long[] pads, long[] extra) {
            return new long[] {0, 0, pads[0], pads[2] + extra[0], pads[1], pads[3] + extra[1], 0, 0};
        }

        Output<?> over(GraphWriter graph, String type, Output<?> image, long... added) {
            OperationBuilder builder = graph.operation(type)
                    .addInput(image)
                    .setAttr("ksize", new long[] {1, kernel[0], kernel[1], 1})
                    .setAttr("strides", new long[] {1, stride[0], stride[1], 1});
            if (isNothing(added)) {
                builder.setAttr("padding", "VALID");
            } else {
                builder.setAttr("padding", "EXPLICIT").setAttr("explicit_paddings", added);
            }
            return graph.first(builder);
        }
    }

    private static boolean isNothing(long... added) {
        return Arrays.stream(added).allMatch(count -> count == 0);
    }

    private static List<Value> maximum(Operands operands) {
        operands.node().requireOneOutput();
        Walk walk = Walk.of(operands);
        Output<?> image = operands.value(0).in(Layout.CHANNELS_LAST);
        return operands.made(
                walk.over(operands.graph(), "MaxPool", image, walk.added(walk.pads, walk.extra)), Layout.CHANNELS_LAST);
    }

    /** Padding is 0. If it does not count, means are divided by the share of each window that is inside the image. */
    private static List<Value> average(Operands operands) {
        GraphWriter graph = operands.graph();
        Walk walk = Walk.of(operands);
        boolean padsCount = operands.node().flag("count_include_pad", false);
        Output<?> image = operands.value(0).in(Layout.CHANNELS_LAST);
        Output<?> means =
                walk.over(graph, "AvgPool", Paddings.around(graph, image, 0, walk.added(walk.pads, walk.extra)));
        if (isNothing(walk.extra) && (padsCount || isNothing(walk.pads))) {
            return operands.made(means, Layout.CHANNELS_LAST);
        }
        long[] none = new long[2 * SPATIAL];
        Output<?> counting = Paddings.around(graph, ones(graph, image), padsCount ? 1 : 0, walk.added(walk.pads, none));
        Output<?> all = Paddings.around(graph, counting, 0, walk.added(none, walk.extra));
        return operands.made(graph.add("RealDiv", means, walk.over(graph, "AvgPool", all)), Layout.CHANNELS_LAST);
    }

    /** Returns one channel of ones, of the size of an image. */
    private static Output<?> ones(GraphWriter graph, Output<?> image) {
        Output<?> channel = graph.first(graph.operation("StridedSlice")
                .addInput(image)
                .addInput(graph.longs(0, 0, 0, 0))
                .addInput(graph.longs(1, 0, 0, 1))
                .addInput(graph.longs(1, 1, 1, 1))
                .setAttr("end_mask", BETWEEN_FIRST_AND_LAST));
        return graph.add("OnesLike", channel);
    }
}
