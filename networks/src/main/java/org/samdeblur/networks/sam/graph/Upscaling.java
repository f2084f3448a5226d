package org.samdeblur.networks.sam.graph;

import org.samdeblur.api.Tensor;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.GraphBuilder;

/**
 * Writes the decoder's upscaling over rows of channels instead of maps: a transposed convolution of kernel and stride 2 makes
 * four rows of every row, which is a product of matrices. The order of rows is brought back to that of pixels only once
 * each has become a number.
 */
final class Upscaling {
    private static final float NORM_EPSILON = 1e-6f;
    private static final int PLACES = 4;

    private final Layers layers;
    private final GraphBuilder graph;

    Upscaling(Layers layers) {
        this.layers = layers;
        this.graph = layers.graph();
    }

    /** Rows {@code [B, L, C]} of places become rows {@code [B, 16·L, c]}: four of each place, and again four of each of these. */
    String features(String rows) {
        return graph.gelu(quartered(
                graph.gelu(normalised(quartered(rows, centred(kernel("0")), centred(bias("0"))))),
                kernel("3"),
                bias("3")));
    }

    /** A mean of zero is made by the weights, see {@link #centred}; the rest of layer normalisation is to divide. */
    private String normalised(String rows) {
        String variance = graph.mean(graph.mul(rows, rows), -1);
        String normal = graph.div(rows, graph.sqrt(graph.add(variance, graph.scalar(NORM_EPSILON))));
        return graph.add(graph.mul(normal, layers.weightOf("1.weight")), layers.weightOf("1.bias"));
    }

    private String quartered(String rows, Tensor kernel, Tensor bias) {
        int outputs = bias.size();
        Tensor matrix = kernel.reshape(kernel.size() / (PLACES * outputs), PLACES * outputs);
        String product = graph.matmul(rows, graph.constant(Constant.of(matrix)));
        return graph.add(graph.reshape(product, 0, -1, outputs), graph.constant(Constant.of(bias)));
    }

    /** The weights {@code [in, out, 2, 2]} as {@code [in, 2, 2, out]}. */
    private Tensor kernel(String layer) {
        Tensor weight = layers.values(layer + ".weight");
        float[] values = weight.toArray();
        int outputs = weight.dim(1);
        return Tensor.create(
                rows -> {
                    for (int input = 0; input < weight.dim(0); input++) {
                        for (int place = 0; place < PLACES; place++) {
                            for (int output = 0; output < outputs; output++) {
                                rows.put(values[(input * outputs + output) * PLACES + place]);
                            }
                        }
                    }
                },
                weight.dim(0),
                2,
                2,
                outputs);
    }

    private Tensor bias(String layer) {
        return layers.values(layer + ".bias");
    }

    /** Subtracts the mean along the last axis. What is made with such weights and bias has a mean of zero itself. */
    private static Tensor centred(Tensor values) {
        float[] all = values.toArray();
        int row = values.dim(values.rank() - 1);
        for (int start = 0; start < all.length; start += row) {
            double sum = 0;
            for (int i = 0; i < row; i++) {
                sum += all[start + i];
            }
            float mean = (float) (sum / row);
            for (int i = 0; i < row; i++) {
                all[start + i] -= mean;
            }
        }
        return Tensor.of(all, values.shape());
    }
}
