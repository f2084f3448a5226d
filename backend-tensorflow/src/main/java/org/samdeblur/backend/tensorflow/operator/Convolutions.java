package org.samdeblur.backend.tensorflow.operator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.operator.NodeDescription;
import org.samdeblur.networks.operator.Windows;
import org.samdeblur.networks.operator.Windows.AutoPad;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;

/** Convolutions and their transposes, with channels last. */
final class Convolutions {
    private static final int SPATIAL = 2;
    private static final int LINE_RANK = 3;
    private static final int HEIGHT = 2;
    private static final String DEPTHWISE = "DepthwiseConv2dNative";

    private Convolutions() {}

    static Family operators() {
        return new Family().add("Conv", Convolutions::conv).add("ConvTranspose", Convolutions::convTranspose);
    }

    private static List<Value> conv(Operands operands) {
        NodeDescription node = operands.node();
        GraphWriter graph = operands.graph();
        Value x = operands.value(0);
        Value weight = operands.value(1);
        if (x.rank() == LINE_RANK) {
            Windows windows = withHeight(Windows.of(node, 1));
            Value image = convolved(operands, withHeight(graph, x), withHeight(graph, weight), windows);
            return operands.made(graph.squeezed(image.natural(), HEIGHT));
        }
        node.require(x.rank() == Layout.IMAGE_RANK, "a convolution over " + (x.rank() - 2) + " axes");
        return List.of(convolved(operands, x, weight, Windows.of(node, SPATIAL)));
    }

    /** Converts a line to an image of height 1. */
    private static Value withHeight(GraphWriter graph, Value line) {
        if (line.constant().isEmpty()) {
            return Value.of(graph, graph.add("ExpandDims", line.natural(), graph.scalar(HEIGHT)), Layout.NATURAL);
        }
        Constant constant = line.constant().get();
        List<Integer> shape = new ArrayList<>(constant.shape());
        shape.add(HEIGHT, 1);
        return Value.of(graph, new Constant(constant.type(), shape, constant.data()));
    }

    private static Windows withHeight(Windows line) {
        return new Windows(
                new long[] {1, line.stride()[0]},
                new long[] {1, line.dilation()[0]},
                new long[] {0, line.pads()[0], 0, line.pads()[1]},
                line.padding());
    }

    private static Value convolved(Operands operands, Value x, Value weight, Windows given) {
        GraphWriter graph = operands.graph();
        long[] kernel = {weight.size(2), weight.size(3)};
        Windows windows = resolved(operands.node(), x, given, kernel);
        int groups = Math.toIntExact(operands.node().integer("group", 1));
        Output<?> image = x.in(Layout.CHANNELS_LAST);
        Output<?> result;
        if (groups == 1) {
            result = convolve(graph, "Conv2D", image, weight.permuted(2, 3, 1, 0), windows);
        } else if (weight.size(1) == 1 && x.size(1) == groups) {
            result = depthwise(operands, x, weight, windows);
        } else {
            result = grouped(graph, image, weight, windows, groups);
        }
        return Value.of(graph, withBias(operands, result), Layout.CHANNELS_LAST);
    }

    /**
     * Chooses the simplest form of padding that TensorFlow has: for any size ({@code SAME_UPPER}), none ({@code
     * VALID}), or by numbers.
     */
    private static Windows resolved(NodeDescription node, Value x, Windows windows, long[] kernel) {
        if (windows.padding() == AutoPad.SAME_UPPER) {
            return windows;
        }
        long[] pads = pads(node, x, windows, kernel);
        if (Arrays.stream(pads).allMatch(pad -> pad == 0)) {
            return padded(windows, pads, AutoPad.VALID);
        }
        Windows own = padded(windows, pads, AutoPad.SAME_UPPER);
        boolean dense = Arrays.stream(windows.stride()).allMatch(step -> step == 1);
        return dense && Arrays.equals(pads, own.padsFor(new long[SPATIAL], kernel))
                ? own
                : padded(windows, pads, AutoPad.NOTSET);
    }

    private static Windows padded(Windows windows, long[] pads, AutoPad padding) {
        return new Windows(windows.stride(), windows.dilation(), pads, padding);
    }

    private static Output<?> withBias(Operands operands, Output<?> result) {
        return operands.has(2) ? operands.graph().add("BiasAdd", result, operands.natural(2)) : result;
    }

    /** Determines the padding before, then after, height and width. */
    static long[] pads(NodeDescription node, Value x, Windows windows, long[] kernel) {
        long[] shape = x.shape();
        long[] spatial = {shape[2], shape[3]};
        boolean followsFromSize = windows.padding() == AutoPad.SAME_LOWER || windows.padding() == AutoPad.SAME_UPPER;
        for (int i = 0; i < SPATIAL && followsFromSize; i++) {
            // with stride 1, pads are the same for any size
            if (spatial[i] < 0 && windows.stride()[i] == 1) {
                spatial[i] = 1L << 20;
            }
            node.require(spatial[i] >= 0, "padding that depends on a size unknown before the network runs");
        }
        return windows.padsFor(spatial, kernel);
    }

    private static Output<?> convolve(
            GraphWriter graph, String type, Output<?> image, Output<?> filter, Windows windows) {
        OperationBuilder builder = graph.operation(type)
                .addInput(image)
                .addInput(filter)
                .setAttr("strides", onImage(windows.stride()))
                .setAttr("dilations", onImage(windows.dilation()));
        switch (windows.padding()) {
            case SAME_UPPER -> builder.setAttr("padding", "SAME");
            case VALID -> builder.setAttr("padding", "VALID");
            default -> builder.setAttr("padding", "EXPLICIT").setAttr("explicit_paddings", added(windows.pads()));
        }
        return graph.first(builder);
    }

    /** Returns the padding before and after each axis, in memory order. */
    private static long[] added(long[] pads) {
        return new long[] {0, 0, pads[0], pads[2], pads[1], pads[3], 0, 0};
    }

    private static long[] onImage(long[] spatial) {
        return new long[] {1, spatial[0], spatial[1], 1};
    }

    private static Output<?> depthwise(Operands operands, Value x, Value weight, Windows windows) {
        GraphWriter graph = operands.graph();
        Output<?> image = x.in(Layout.CHANNELS_LAST);
        long channels = x.size(1);
        long multiplier = weight.size(0) / channels;
        // [h, w, in, multiplier]
        Output<?> filter = multiplier == 1
                ? weight.permuted(2, 3, 0, 1)
                : graph.reshape(weight.permuted(2, 3, 0, 1), weight.size(2), weight.size(3), channels, multiplier);
        boolean dense = Arrays.stream(windows.dilation()).allMatch(step -> step == 1);
        long[] stride = windows.stride();
        if (dense && stride[0] == stride[1] && windows.padding() != AutoPad.NOTSET) {
            return convolve(graph, DEPTHWISE, image, filter, windows);
        }
        // TensorFlow 2.18 loses explicit padding when it fuses a depthwise convolution with its bias, and aborts
        long[] pads = pads(operands.node(), x, windows, new long[] {weight.size(2), weight.size(3)});
        if (!dense) {
            return strided(graph, dilated(graph, x, filter, windows.dilation(), pads), stride);
        }
        Output<?> larger = Paddings.around(graph, image, 0, added(pads));
        return stride[0] == stride[1]
                ? convolve(graph, DEPTHWISE, larger, filter, padded(windows, pads, AutoPad.VALID))
                : strided(graph, convolve(graph, DEPTHWISE, larger, filter, plain()), stride);
    }

    /**
     * Splits the image into images of every dilation-th pixel and convolves these. TensorFlow supports dilated
     * depthwise convolutions only with oneDNN, which is not available on every processor.
     */
    private static Output<?> dilated(GraphWriter graph, Value x, Output<?> filter, long[] dilation, long[] pads) {
        List<Size> sizes = Size.all(graph, x);
        List<Size> added = new ArrayList<>();
        List<Size> cut = new ArrayList<>();
        for (int i = 0; i < SPATIAL; i++) {
            Size padded = sizes.get(2 + i).plus(pads[i] + pads[SPATIAL + i]);
            Size whole = padded.plus(dilation[i] - 1).dividedBy(dilation[i]).times(dilation[i]);
            Size rest = whole.plus(padded.times(-1));
            added.addAll(List.of(Size.of(graph, pads[i]), rest.plus(pads[SPATIAL + i])));
            cut.addAll(List.of(Size.of(graph, 0), rest));
        }
        Output<?> block = graph.longs(dilation);
        Output<?> images = graph.add("SpaceToBatchND", x.in(Layout.CHANNELS_LAST), block, perSpatialAxis(graph, added));
        Output<?> convolved = convolve(graph, DEPTHWISE, images, filter, plain());
        return graph.add("BatchToSpaceND", convolved, block, perSpatialAxis(graph, cut));
    }

    private static Output<?> perSpatialAxis(GraphWriter graph, List<Size> beforeAndAfter) {
        return graph.reshape(Size.list(graph, beforeAndAfter), SPATIAL, 2);
    }

    /** Returns windows with stride 1, without dilation and padding. */
    private static Windows plain() {
        return new Windows(new long[] {1, 1}, new long[] {1, 1}, new long[2 * SPATIAL], AutoPad.VALID);
    }

    /** Keeps every stride-th row and column. */
    private static Output<?> strided(GraphWriter graph, Output<?> image, long[] stride) {
        if (Arrays.stream(stride).allMatch(step -> step == 1)) {
            return image;
        }
        return graph.first(graph.operation("StridedSlice")
                .addInput(image)
                .addInput(graph.longs(new long[Layout.IMAGE_RANK]))
                .addInput(graph.longs(new long[Layout.IMAGE_RANK]))
                .addInput(graph.longs(onImage(stride)))
                .setAttr("end_mask", (1L << Layout.IMAGE_RANK) - 1));
    }

    private static Output<?> grouped(GraphWriter graph, Output<?> image, Value weight, Windows windows, int groups) {
        Output<?>[] images = split(graph, image, groups, Layout.IMAGE_RANK - 1);
        Output<?>[] filters = split(graph, weight.permuted(2, 3, 1, 0), groups, Layout.IMAGE_RANK - 1);
        List<Output<?>> parts = new ArrayList<>();
        for (int i = 0; i < groups; i++) {
            parts.add(convolve(graph, "Conv2D", images[i], filters[i], windows));
        }
        return graph.concat(Layout.IMAGE_RANK - 1, parts.toArray(Output<?>[]::new));
    }

    private static Output<?>[] split(GraphWriter graph, Output<?> x, int count, int axis) {
        return GraphWriter.all(graph.operation("Split")
                .addInput(graph.scalar(axis))
                .addInput(x)
                .setAttr("num_split", (long) count));
    }

    /** Writes a transposed convolution as the gradient of a convolution, at full size, cropped by the pads. */
    private static List<Value> convTranspose(Operands operands) {
        NodeDescription node = operands.node();
        GraphWriter graph = operands.graph();
        Value x = operands.value(0);
        Value weight = operands.value(1);
        node.require(x.rank() == Layout.IMAGE_RANK, "a transposed convolution over " + (x.rank() - 2) + " axes");
        node.require(node.integers("output_shape").isEmpty(), "a given output shape");
        Windows windows = Windows.of(node, SPATIAL);
        node.require(
                windows.padding() == AutoPad.NOTSET || windows.padding() == AutoPad.VALID,
                "padding " + windows.padding());
        node.require(Arrays.stream(windows.dilation()).allMatch(step -> step == 1), "a dilation");
        long[] extra = node.integers("output_padding").orElse(new long[SPATIAL]);
        int groups = Math.toIntExact(node.integer("group", 1));
        Output<?> image = x.in(Layout.CHANNELS_LAST);
        // [in, out/g, h, w] as the filter [h, w, out/g, in] of the convolution whose gradient this is
        Output<?> filter = weight.permuted(2, 3, 1, 0);
        Output<?>[] images = groups == 1 ? new Output<?>[] {image} : split(graph, image, groups, 3);
        Output<?>[] filters = groups == 1 ? new Output<?>[] {filter} : split(graph, filter, groups, 3);
        List<Output<?>> parts = new ArrayList<>();
        for (int i = 0; i < groups; i++) {
            parts.add(transposed(graph, images[i], filters[i], weight, windows, extra));
        }
        Output<?> whole = graph.concat(Layout.IMAGE_RANK - 1, parts.toArray(Output<?>[]::new));
        return operands.made(withBias(operands, cut(graph, whole, windows.pads())), Layout.CHANNELS_LAST);
    }

    private static Output<?> transposed(
            GraphWriter graph, Output<?> image, Output<?> filter, Value weight, Windows windows, long[] extra) {
        long[] stride = windows.stride();
        long[] grown = new long[SPATIAL];
        for (int i = 0; i < SPATIAL; i++) {
            grown[i] = weight.size(2 + i) - stride[i] + extra[i];
        }
        Output<?> shape = graph.cast(graph.shape(image), org.tensorflow.proto.DataType.DT_INT32);
        Output<?> sizes = graph.add(
                "AddV2",
                graph.add("Mul", shape, graph.ints(1, (int) stride[0], (int) stride[1], 0)),
                graph.ints(0, (int) grown[0], (int) grown[1], (int) weight.size(1)));
        return graph.first(graph.operation("Conv2DBackpropInput")
                .addInput(sizes)
                .addInput(filter)
                .addInput(image)
                .setAttr("strides", onImage(stride))
                .setAttr("padding", "VALID"));
    }

    private static Output<?> cut(GraphWriter graph, Output<?> image, long[] pads) {
        if (Arrays.stream(pads).allMatch(pad -> pad == 0)) {
            return image;
        }
        Output<?> begin = graph.longs(0, pads[0], pads[1], 0);
        Output<?> size = graph.add("Sub", graph.shape(image), graph.longs(0, pads[0] + pads[2], pads[1] + pads[3], 0));
        return graph.add("Slice", image, begin, size);
    }
}
