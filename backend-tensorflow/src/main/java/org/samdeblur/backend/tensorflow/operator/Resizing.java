package org.samdeblur.backend.tensorflow.operator;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.samdeblur.networks.operator.NodeDescription;
import org.samdeblur.networks.operator.ResizeRule;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** Operators that resize images. */
final class Resizing {
    /** A bit mask of the batch and channel axes of images with channels last. */
    private static final long BATCH_AND_CHANNELS = 0b1001;

    private Resizing() {}

    static Family operators() {
        return new Family().add("Resize", Resizing::resize).add("Upsample", Resizing::upsample);
    }

    private static List<Value> resize(Operands operands) {
        NodeDescription node = operands.node();
        node.require(!node.flag("antialias", false), "antialiasing");
        node.require(node.text("keep_aspect_ratio_policy", "stretch").equals("stretch"), "keeping the aspect ratio");
        Value x = operands.value(0);
        int[] axes = node.integers("axes")
                .map(given -> Shapes.axes(given, x.rank()))
                .orElseGet(() -> Layout.NATURAL.order(x.rank()));
        // operator set 10 has no region of interest before the scales
        int scalesAt = node.opset() < 11 ? 1 : 2;
        Stretch[] stretches = operands.has(scalesAt + 1)
                ? toSizes(operands, axes, operands.value(scalesAt + 1))
                : byScales(operands, axes, operands.value(scalesAt));
        return resized(operands, stretches, new Interpolation(ResizeRule.of(node)));
    }

    /** The predecessor of {@code Resize}, before operator set 10. */
    private static List<Value> upsample(Operands operands) {
        NodeDescription node = operands.node();
        int[] axes = Layout.NATURAL.order(operands.value(0).rank());
        Optional<double[]> fixed = node.decimals("scales");
        Stretch[] stretches =
                fixed.isPresent() ? byScales(operands, axes, fixed.get()) : byScales(operands, axes, operands.value(1));
        return resized(operands, stretches, new Interpolation(ResizeRule.asymmetric(node)));
    }

    /** Determines the stretch of every axis; null for unchanged ones. */
    private static Stretch[] toSizes(Operands operands, int[] axes, Value wanted) {
        GraphWriter graph = operands.graph();
        List<Size> from = Size.all(graph, operands.value(0));
        List<Size> to = Size.all(graph, graph.cast(wanted.natural(), DataType.DT_INT64));
        Stretch[] stretches = new Stretch[from.size()];
        for (int i = 0; i < axes.length; i++) {
            stretches[axes[i]] = Stretch.between(from.get(axes[i]), to.get(i));
        }
        if (from.size() == Layout.IMAGE_RANK && !from.get(0).isKnown()) {
            // the first axis is the batch, which is not resized
            stretches[0] = null;
        }
        return stretches;
    }

    private static Stretch[] byScales(Operands operands, int[] axes, Value scales) {
        float[] known = scales.floats().orElseThrow(() -> operands.node().refusal("computed scales are not supported"));
        double[] wide = new double[known.length];
        Arrays.setAll(wide, i -> known[i]);
        return byScales(operands, axes, wide);
    }

    private static Stretch[] byScales(Operands operands, int[] axes, double... scales) {
        List<Size> from = Size.all(operands.graph(), operands.value(0));
        Stretch[] stretches = new Stretch[from.size()];
        for (int i = 0; i < axes.length; i++) {
            stretches[axes[i]] = Stretch.by(from.get(axes[i]), (float) scales[i]);
        }
        return stretches;
    }

    private static List<Value> resized(Operands operands, Stretch[] stretches, Interpolation interpolation) {
        Value x = operands.value(0);
        if (isOfPictures(x, stretches) && interpolation.isTensorFlows(stretches[2], stretches[3])) {
            return operands.made(bilinear(operands.graph(), x, stretches, interpolation), Layout.CHANNELS_LAST);
        }
        Output<?> given = x.in(x.layout());
        boolean isWhole = !ElementTypes.isFloating(x.type());
        Output<?> result = isWhole ? operands.graph().cast(given, DataType.DT_DOUBLE) : given;
        for (int axis = 0; axis < stretches.length; axis++) {
            if (stretches[axis] != null) {
                result =
                        interpolation.along(operands.graph(), result, x.layout().axis(axis), stretches[axis]);
            }
        }
        return operands.made(operands.graph().cast(result, x.type()), x.layout());
    }

    private static boolean isOfPictures(Value x, Stretch... stretches) {
        return x.rank() == Layout.IMAGE_RANK
                && x.type() == DataType.DT_FLOAT
                && stretches[0] == null
                && stretches[1] == null
                && stretches[2] != null
                && stretches[3] != null;
    }

    private static Output<?> bilinear(GraphWriter graph, Value x, Stretch[] stretches, Interpolation interpolation) {
        List<Stretch> spatial = List.of(stretches[2], stretches[3]);
        Output<?> image = x.in(Layout.CHANNELS_LAST);
        Output<?> size = Size.list(graph, spatial.stream().map(Stretch::to).toList());
        return graph.first(graph.operation("ResizeBilinear")
                .addInput(interpolation.readsSinglesFromTheFirst() ? firstForSingles(graph, image, spatial) : image)
                .addInput(graph.cast(size, DataType.DT_INT32))
                .setAttr("align_corners", interpolation.alignsCorners())
                .setAttr("half_pixel_centers", interpolation.hasHalfPixels()));
    }

    /** Keeps only the first row or column if the output has only one. Other images are unchanged. */
    private static Output<?> firstForSingles(GraphWriter graph, Output<?> image, List<Stretch> spatial) {
        if (spatial.stream().allMatch(Stretch::isOfSeveral)) {
            return image;
        }
        // positions beyond the end stand for the end
        Output<?> ends = Size.list(
                graph,
                spatial.stream()
                        .map(stretch ->
                                stretch.to().plus(-1).times(stretch.from()).atLeast(1))
                        .toList());
        return graph.first(graph.operation("StridedSlice")
                .addInput(image)
                .addInput(graph.longs(0, 0, 0, 0))
                .addInput(graph.concat(0, graph.longs(0), ends, graph.longs(0)))
                .addInput(graph.longs(1, 1, 1, 1))
                .setAttr("end_mask", BATCH_AND_CHANNELS));
    }
}
