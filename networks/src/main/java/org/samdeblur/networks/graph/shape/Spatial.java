package org.samdeblur.networks.graph.shape;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.ElementType;

/** Operators on images {@code [N, C, …]}: convolutions, pooling and resizing. */
final class Spatial {
    private Spatial() {}

    static void addTo(Map<String, Rule> rules) {
        rules.put("Conv", Spatial::convolution);
        rules.put("ConvTranspose", Spatial::transposedConvolution);
        rules.put("MaxPool", Spatial::pool);
        rules.put("AveragePool", Spatial::pool);
        rules.put("LpPool", Spatial::pool);
        rules.put("GlobalAveragePool", Spatial::globalPool);
        rules.put("GlobalMaxPool", Spatial::globalPool);
        rules.put("GlobalLpPool", Spatial::globalPool);
        rules.put("Resize", Spatial::resize);
        rules.put("Upsample", Spatial::upsample);
        rules.put("DepthToSpace", Spatial::depthToSpace);
        rules.put("SpaceToDepth", Spatial::spaceToDepth);
        rules.put("GridSample", Spatial::gridSample);
    }

    private static List<Fact> convolution(Call call) {
        Fact image = call.operand(0);
        Fact weight = call.operand(1);
        if (!image.isShaped() || !weight.isShaped()) {
            return List.of(new Fact(image.type(), null, null));
        }
        Call.require(
                image.rank() >= 3 && weight.rank() == image.rank(),
                image + " cannot be convolved with a weight of shape " + weight);
        long channels = weight.shape()[1] * call.integer("group", 1);
        Call.require(
                image.shape()[1] == channels,
                "a convolution of " + channels + " channels cannot read " + image + ", which has " + image.shape()[1]);
        long[] shape = windowed(
                call,
                image,
                call.integers("kernel_shape")
                        .orElseGet(() ->
                                Arrays.stream(weight.shape(), 2, weight.rank()).toArray()));
        shape[1] = weight.shape()[0];
        return List.of(Fact.shaped(image.type(), shape));
    }

    private static List<Fact> pool(Call call) {
        Fact image = call.operand(0);
        Optional<long[]> kernel = call.integers("kernel_shape");
        if (!image.isShaped() || kernel.isEmpty()) {
            return List.of(new Fact(image.type(), null, null));
        }
        Call.require(
                image.rank() == kernel.get().length + 2,
                image + " cannot be pooled by windows of " + kernel.get().length + " axes");
        long[] shape = windowed(call, image, kernel.get());
        return List.of(Fact.shaped(image.type(), shape), Fact.shaped(ElementType.INT64, shape));
    }

    /** Returns the shape that windows compute from an image; batch and channels do not change. */
    private static long[] windowed(Call call, Fact image, long[] kernel) {
        int axes = kernel.length;
        Call.require(image.rank() == axes + 2, image + " cannot be read by windows of " + axes + " axes");
        long[] strides = list(call, "strides", axes, 1);
        long[] dilations = list(call, "dilations", axes, 1);
        long[] pads = list(call, "pads", 2 * axes, 0);
        String automatic = call.text("auto_pad", "NOTSET");
        boolean up = call.flag("ceil_mode");
        long[] shape = image.shape().clone();
        for (int i = 0; i < axes; i++) {
            long size = shape[i + 2];
            long reach = (kernel[i] - 1) * dilations[i] + 1;
            Call.require(strides[i] > 0, "a window has the stride " + strides[i]);
            if (automatic.startsWith("SAME")) {
                shape[i + 2] = (size + strides[i] - 1) / strides[i];
                continue;
            }
            double padded = automatic.equals("VALID") ? size : (double) size + pads[i] + pads[axes + i];
            Call.require(padded >= reach, image + " is smaller than a window of " + reach);
            double steps = (padded - reach) / strides[i];
            long count = Arranging.limited(up ? Math.ceil(steps) : Math.floor(steps));
            boolean beyond = up && (double) count * strides[i] >= size + pads[i];
            shape[i + 2] = count + (beyond ? 0 : 1);
        }
        return shape;
    }

    private static long[] list(Call call, String attribute, int length, long otherwise) {
        long[] values = call.integers(attribute).orElseGet(() -> {
            long[] filled = new long[length];
            Arrays.fill(filled, otherwise);
            return filled;
        });
        Call.require(
                values.length == length, attribute + " must be " + length + " numbers, not " + Arrays.toString(values));
        return values;
    }

    private static List<Fact> transposedConvolution(Call call) {
        Fact image = call.operand(0);
        Fact weight = call.operand(1);
        if (!image.isShaped() || !weight.isShaped()) {
            return List.of(new Fact(image.type(), null, null));
        }
        int axes = image.rank() - 2;
        Call.require(
                axes > 0 && weight.rank() == image.rank() && image.shape()[1] == weight.shape()[0],
                image + " cannot be read by a transposed convolution with a weight of shape " + weight);
        long[] strides = list(call, "strides", axes, 1);
        long[] dilations = list(call, "dilations", axes, 1);
        long[] pads = list(call, "pads", 2 * axes, 0);
        long[] further = list(call, "output_padding", axes, 0);
        Optional<long[]> stated = call.integers("output_shape");
        boolean same = call.text("auto_pad", "NOTSET").startsWith("SAME");
        long[] shape = image.shape().clone();
        shape[1] = weight.shape()[1] * call.integer("group", 1);
        for (int i = 0; i < axes; i++) {
            double whole = (double) strides[i] * (shape[i + 2] - 1)
                    + further[i]
                    + (double) (weight.shape()[i + 2] - 1) * dilations[i]
                    + 1
                    - pads[i]
                    - pads[axes + i];
            shape[i + 2] = stated.isPresent()
                    ? stated.get()[stated.get().length - axes + i]
                    : Arranging.limited(same ? (double) shape[i + 2] * strides[i] : whole);
        }
        return List.of(Fact.shaped(image.type(), shape));
    }

    private static List<Fact> globalPool(Call call) {
        Fact image = call.operand(0);
        if (!image.isShaped()) {
            return List.of(image);
        }
        long[] shape = image.shape().clone();
        Arrays.fill(shape, Math.min(2, shape.length), shape.length, 1);
        return List.of(Fact.shaped(image.type(), shape));
    }

    private static List<Fact> resize(Call call) {
        Fact image = call.operand(0);
        int scalesAt = call.opset() < 11 ? 1 : 2;
        if (!image.isShaped()) {
            return List.of(image);
        }
        long[] axes = call.integers("axes")
                .orElseGet(() -> LongStream.range(0, image.rank()).toArray());
        boolean sized = call.has(3);
        double[] wanted = call.operand(sized ? 3 : scalesAt).values();
        if (wanted == null || call.hasAttribute("keep_aspect_ratio_policy") && sized) {
            return List.of(new Fact(image.type(), null, null));
        }
        return List.of(scaled(image, axes, wanted, sized));
    }

    private static List<Fact> upsample(Call call) {
        Fact image = call.operand(0);
        double[] scales = call.node().attributes().get("scales") instanceof Attribute.FloatList list
                ? list.values().stream().mapToDouble(Float::doubleValue).toArray()
                : call.operand(1).values();
        if (!image.isShaped() || scales == null) {
            return List.of(new Fact(image.type(), null, null));
        }
        return List.of(scaled(image, LongStream.range(0, image.rank()).toArray(), scales, false));
    }

    private static Fact scaled(Fact image, long[] axes, double[] wanted, boolean sized) {
        Call.require(wanted.length == axes.length, image + " cannot be resized by " + Arrays.toString(wanted));
        long[] shape = image.shape().clone();
        for (int i = 0; i < axes.length; i++) {
            int axis = Call.axis(axes[i], image.rank());
            shape[axis] = Arranging.limited(sized ? wanted[i] : Math.floor(shape[axis] * wanted[i]));
        }
        return Fact.shaped(image.type(), shape);
    }

    private static List<Fact> depthToSpace(Call call) {
        Fact image = call.operand(0);
        if (!image.isShaped()) {
            return List.of(image);
        }
        long block = call.integer("blocksize", 1);
        long[] from = image.shape();
        Call.require(
                from.length == 4 && block > 0 && from[1] % (block * block) == 0,
                "the channels of " + image + " cannot be divided into blocks of " + block + "×" + block + " pixels");
        return List.of(Fact.shaped(image.type(), from[0], from[1] / (block * block), from[2] * block, from[3] * block));
    }

    private static List<Fact> spaceToDepth(Call call) {
        Fact image = call.operand(0);
        if (!image.isShaped()) {
            return List.of(image);
        }
        long block = call.integer("blocksize", 1);
        long[] from = image.shape();
        Call.require(
                from.length == 4 && block > 0 && from[2] % block == 0 && from[3] % block == 0,
                image + " cannot be divided into blocks of " + block + "×" + block + " pixels");
        return List.of(Fact.shaped(image.type(), from[0], from[1] * block * block, from[2] / block, from[3] / block));
    }

    private static List<Fact> gridSample(Call call) {
        Fact image = call.operand(0);
        Fact grid = call.operand(1);
        if (!image.isShaped() || !grid.isShaped()) {
            return List.of(new Fact(image.type(), null, null));
        }
        Call.require(
                image.rank() >= 3 && grid.rank() == image.rank() && image.shape()[0] == grid.shape()[0],
                image + " cannot be sampled by a grid of shape " + grid);
        long[] shape = image.shape().clone();
        System.arraycopy(grid.shape(), 1, shape, 2, shape.length - 2);
        return List.of(Fact.shaped(image.type(), shape));
    }
}
