package org.samdeblur.networks.sam.graph;

import org.samdeblur.api.Tensor;
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

    /**
     * Writes the features masks are sums of.
     *
     * @param rows {@code [B, L, C]}: a row for every place of the embedding
     * @return {@code [B, 4·L, 4·c]}: four rows of each place, and in each the features of four places
     */
    String features(String rows) {
        String twice = activated(graph.add(quartered(rows, centred(kernel("0"))), fourTimes(centred(bias("0")))));
        return graph.gelu(graph.add(quartered(twice, kernel("3")), fourTimes(bias("3"))));
    }

    /**
     * Writes the features masks are sums of, with the encoder's finer maps added.
     *
     * @param rows {@code [B, L, C]}: a row for every place of the embedding
     * @param coarser {@code [1, L, 4·C']}: the coarser of these maps, as {@link #withBias} makes it, with a mean of zero along C'
     * @param finest {@code [1, 4·L, 4·c]}: the finest, as {@link #withBias} makes it
     * @return {@code [B, 4·L, 4·c]}: four rows of each place, and in each the features of four places
     */
    String features(String rows, String coarser, String finest) {
        String twice = activated(graph.add(quartered(rows, centred(kernel("0"))), coarser));
        return graph.gelu(graph.add(quartered(twice, kernel("3")), finest));
    }

    /**
     * Writes the finer maps with the biases of the upscaling's convolutions, which are added to the same values; so both are added at
     * once, however many masks are drawn.
     *
     * @param level 0 for the finest map
     * @param map {@code [1, c, H, W]}
     */
    String withBias(int level, String map) {
        Tensor bias = bias(level == 0 ? "3" : "0");
        return graph.add(map, graph.constant(Constant.of(bias.reshape(1, bias.size(), 1, 1))));
    }

    /** Normalises and bends what has been doubled, and makes one row of each of its places. */
    private String activated(String doubled) {
        return graph.reshape(graph.gelu(normalised(doubled)), 0, -1, kernel("3").dim(0));
    }

    /** A mean of zero is made by the weights, see {@link #centred}; the rest of layer normalisation is to divide. */
    private String normalised(String rows) {
        Tensor scale = layers.values("1.weight");
        String apart = graph.reshape(rows, 0, -1, scale.size());
        String variance = graph.mean(graph.mul(apart, apart), -1);
        String normal = graph.div(apart, graph.sqrt(graph.add(variance, graph.scalar(NORM_EPSILON))));
        String together = graph.reshape(normal, 0, -1, (long) PLACES * scale.size());
        return graph.add(graph.mul(together, fourTimes(scale)), fourTimes(layers.values("1.bias")));
    }

    /** Every row becomes four, side by side: longer rows are added to faster. */
    private String quartered(String rows, Tensor kernel) {
        Tensor matrix = kernel.reshape(kernel.dim(0), kernel.size() / kernel.dim(0));
        return graph.matmul(rows, graph.constant(Constant.of(matrix)));
    }

    private String fourTimes(Tensor values) {
        return graph.constant(Constant.create(
                all -> {
                    for (int place = 0; place < PLACES; place++) {
                        all.put(values.data());
                    }
                },
                PLACES * values.size()));
    }

    /**
     * Writes the masks' values, as sums of features.
     *
     * @param features {@code [B, 4·L, 4·c]}
     * @param weights {@code [B, K, c]}
     * @return {@code [B, 4·L, 4·K]}: the four places of every row, and in each the masks
     */
    String values(String features, String weights, int masks, int featuresEach) {
        String once = graph.reshape(graph.transpose(weights, 0, 2, 1), 0, 1, featuresEach, 1, masks);
        String ofPlaces = graph.mul(once, samePlace());
        return graph.matmul(features, graph.reshape(ofPlaces, 0, (long) PLACES * featuresEach, (long) PLACES * masks));
    }

    /** One where a feature's place is the value's, zero elsewhere; {@code [4, 1, 4, 1]}. */
    private String samePlace() {
        return graph.constant(Constant.create(
                ones -> {
                    for (int place = 0; place < PLACES; place++) {
                        ones.put(place * PLACES + place, 1);
                    }
                },
                PLACES,
                1,
                PLACES,
                1));
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
