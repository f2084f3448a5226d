package org.samdeblur.networks.maxim;

import java.util.Map;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.architecture.Conv2d;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Operand;

/** Scales maps as JAX does: bilinearly with half-pixel centres, antialiased where they shrink; images to the nearest pixel. */
final class Scaling {
    private Scaling() {}

    /**
     * Takes the nearest pixels with half-pixel centres.
     *
     * @param image {@code [N, C, H, W]}
     * @param factor how many times smaller it becomes
     */
    static Operand shrunkToNearest(Operand image, int factor) {
        return factor == 1 ? image : image.everyNth(2, factor / 2, factor).everyNth(3, factor / 2, factor);
    }

    /**
     * Scales a map and gives it other channels. A convolution of single pixels and a scaling may change places; whichever leaves
     * fewer pixels to the other comes first.
     *
     * @param from the map's level, 0 at full size, each further one half the size of the last
     * @param to the level of the result
     * @param conv the channels
     */
    static Operand scaled(Layers layers, Operand x, int from, int to, Conv2d conv) {
        if (from >= to) {
            Operand y = layers.conv2d("Conv_0", x, conv);
            return from == to ? y : y.resizeBilinear(1 << from - to);
        }
        return layers.conv2d("Conv_0", shrunk(layers, x, conv.inputs(), 1 << to - from), conv);
    }

    /**
     * Shrinks with a triangle twice as wide as the factor, whose part beyond the edge is left out.
     *
     * @param x {@code [N, channels, H, W]}
     * @param factor even; divides height and width
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

    /** {@code [channels, 1, 2 · factor, 2 · factor]}, of sum 1 each. */
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
