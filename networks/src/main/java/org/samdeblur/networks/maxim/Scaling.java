package org.samdeblur.networks.maxim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.architecture.Initial;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Operand;

/**
 * Scales maps and images as JAX does: maps bilinearly with half-pixel centres, antialiased when they shrink; images by
 * nearest-neighbour sampling.
 */
final class Scaling {
    private Scaling() {}

    /**
     * Shrinks an image by nearest-neighbour sampling with half-pixel centres.
     *
     * @param image {@code [N, C, H, W]}
     * @param factor the divisor of height and width
     */
    static Operand shrunkToNearest(Operand image, int factor) {
        return factor == 1 ? image : image.everyNth(2, factor / 2, factor).everyNth(3, factor / 2, factor);
    }

    /**
     * A map at its own size and at all smaller sizes.
     *
     * @param level the map's level: 0 at full size; each further level halves height and width
     * @param maps {@code [N, H, W, C]}; the map itself first, then one for each level after its own
     */
    record Pyramid(int level, List<Operand> maps) {
        /** Returns the smallest map. It is computed last; after it, the map itself is no longer needed for scaling. */
        Operand last() {
            return maps.get(maps.size() - 1);
        }

        /**
         * Scales and projects the map. The two commute, so the projection is always applied at the smaller size.
         *
         * @param to the level of the result
         * @param projection changes the channels
         */
        Operand scaled(int to, UnaryOperator<Operand> projection) {
            Operand projected = projection.apply(maps.get(Math.max(0, to - level)));
            return level <= to
                    ? projected
                    : Axes.channelsLast(Axes.channelsFirst(projected).resizeBilinear(1 << level - to));
        }
    }

    /**
     * Shrinks a map to all smaller sizes at the same time. Otherwise a copy of the map with channels first would be
     * kept for later sizes.
     *
     * @param x {@code [N, H, W, channels]}
     * @param level its level
     * @param patches the patches at every level, the full size first
     */
    static Pyramid pyramid(Layers layers, Operand x, int level, List<Patches> patches) {
        List<Operand> maps = new ArrayList<>(List.of(x));
        Operand first = Axes.channelsFirst(x);
        for (int to = level + 1; to < patches.size(); to++) {
            int channels = patches.get(level).channels();
            Operand shrunk = Axes.channelsLast(shrunk(layers, first, channels, 1 << to - level));
            maps.add(to == level + 1 ? shrunk : patches.get(to).after(maps.get(to - level - 1), shrunk));
        }
        return new Pyramid(level, List.copyOf(maps));
    }

    /**
     * Doubles height and width by a transposed convolution with a 2×2 kernel and stride 2, which is one projection for
     * each of the four pixels.
     *
     * @param x {@code [N, H, W, inputs]}
     * @param columns the width of the result, {@code [1]}
     * @return {@code [N, 2 · H, 2 · W, outputs]}
     */
    static Operand doubled(Layers layers, String layer, Operand x, int inputs, int outputs, Operand columns) {
        Initial initial = Initial.ofFanIn(4 * outputs);
        Operand weight = layers.weight(layer + ".weight", initial, inputs, outputs, 2, 2);
        Operand bias = layers.weight(layer + ".bias", initial, outputs);
        Operand pixels = x.matmul(weight.transpose(0, 2, 3, 1).reshape(inputs, 4L * outputs));
        return pixels.reshape(0, 0, 0, 2, 2L * outputs)
                .transpose(0, 1, 3, 2, 4)
                .reshape(layers.integers(0, -1).concat(0, columns, layers.integers(outputs)))
                .add(bias);
    }

    /**
     * Shrinks with a triangle filter that is twice as wide as the factor. At the edges, its weights inside the map are
     * normalised.
     *
     * @param x {@code [N, channels, H, W]}
     * @param factor even; divides height and width
     * @return {@code [N, channels, H / factor, W / factor]}
     */
    private static Operand shrunk(Layers layers, Operand x, int channels, int factor) {
        Operand weights = layers.constant(triangles(channels, factor));
        Operand ones = x.slice(1, 0, 1).mul(0).add(1);
        Operand inside = window(ones, layers.constant(triangles(1, factor)), factor, 1);
        return window(x, weights, factor, channels).div(inside);
    }

    private static Operand window(Operand x, Operand weights, int factor, int channels) {
        long beyond = factor / 2;
        return x.op(
                "Conv",
                Map.of(
                        "kernel_shape",
                        Attribute.ofLongs(2L * factor, 2L * factor),
                        "strides",
                        Attribute.ofLongs(factor, factor),
                        "pads",
                        Attribute.ofLongs(beyond, beyond, beyond, beyond),
                        "group",
                        Attribute.of(channels)),
                weights);
    }

    /** Returns triangle filters, {@code [channels, 1, 2 · factor, 2 · factor]}; the weights of each add up to 1. */
    private static Tensor triangles(int channels, int factor) {
        int size = 2 * factor;
        float[] line = new float[size];
        for (int i = 0; i < size; i++) {
            float distance = Math.abs(i + 0.5f - factor);
            line[i] = (factor - distance) / factor / factor;
        }
        return Tensor.create(
                values -> {
                    while (values.hasRemaining()) {
                        for (float row : line) {
                            for (float column : line) {
                                values.put(row * column);
                            }
                        }
                    }
                },
                channels,
                1,
                size,
                size);
    }
}
