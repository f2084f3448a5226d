package org.samdeblur.networks.sam.graph;

import org.samdeblur.api.Tensor;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Operand;

/**
 * Writes the decoder's upscaling on rows of channels instead of maps. A transposed convolution with kernel and stride 2
 * turns every row into four, which is a matrix product. The rows are reordered to pixels only at the end, when each is
 * a single number.
 */
final class Upscaling {
    private static final float NORM_EPSILON = 1e-6f;
    private static final int PLACES = 4;

    private final DecoderLayout layout;
    private final Layers layers;
    private final GraphBuilder graph;

    Upscaling(DecoderLayout layout, Layers layers) {
        this.layout = layout;
        this.layers = layers;
        this.graph = layers.graph();
    }

    /**
     * Writes the features that masks are sums of.
     *
     * @param rows {@code [B, L, C]}: a row for every position of the embedding
     * @return {@code [B, 4·L, 4·c]}: four rows for each position, each with the features of four positions
     */
    Operand features(Operand rows) {
        return features(rows, fourTimes(centred(firstBias())), fourTimes(secondBias()));
    }

    /**
     * Writes the features that masks are sums of, with the encoder's finer maps added.
     *
     * @param rows {@code [B, L, C]}: a row for every position of the embedding
     * @param coarser {@code [1, L, 4·C']}: the coarser of these maps, as returned by {@link #withBias}, with a mean of zero along C'
     * @param finest {@code [1, 4·L, 4·c]}: the finest, as returned by {@link #withBias}
     * @return {@code [B, 4·L, 4·c]}: four rows for each position, each with the features of four positions
     */
    Operand features(Operand rows, Operand coarser, Operand finest) {
        Operand twice = activated(quartered(rows, centred(firstKernel())).add(coarser));
        return quartered(twice, secondKernel()).add(finest).gelu();
    }

    /**
     * Adds the biases of the upscaling's convolutions to the finer maps, which are added to the same values. So every
     * mask needs only one addition.
     *
     * @param level 0 for the finest map
     * @param map {@code [1, c, H, W]}
     */
    Operand withBias(int level, Operand map) {
        Tensor bias = level == 0 ? secondBias() : firstBias();
        return map.add(constant(bias.reshape(1, bias.size(), 1, 1)));
    }

    /** Applies normalisation and activation after the first doubling, and makes one row of every position. */
    private Operand activated(Operand doubled) {
        return normalised(doubled).gelu().reshape(0, -1, layout.upscaledChannels());
    }

    /** The weights ensure a mean of zero, see {@link #centred}; what remains of layer normalisation is the division. */
    private Operand normalised(Operand rows) {
        int channels = layout.upscaledChannels();
        Operand apart = rows.reshape(0, -1, channels);
        Operand deviation = apart.mul(apart).mean(-1).add(NORM_EPSILON).sqrt();
        Operand together = apart.div(deviation).reshape(0, -1, (long) PLACES * channels);
        return together.mul(fourTimes(layers.values("1.weight", channels)))
                .add(fourTimes(layers.values("1.bias", channels)));
    }

    /** Every row becomes four, side by side in one row, because additions are faster on longer rows. */
    private Operand quartered(Operand rows, Tensor kernel) {
        return rows.matmul(constant(kernel.reshape(kernel.dim(0), kernel.size() / kernel.dim(0))));
    }

    private Operand fourTimes(Tensor values) {
        return graph.operand(graph.constant(Constant.create(
                all -> {
                    for (int place = 0; place < PLACES; place++) {
                        all.put(values.data());
                    }
                },
                PLACES * values.size())));
    }

    /**
     * Writes the values of masks as sums of features.
     *
     * @param features {@code [B, 4·L, 4·c]}
     * @param weights {@code [B, K, c]}
     * @return {@code [B, 4·L, 4·K]}: for every mask, the four positions of a row
     */
    Operand values(Operand features, Operand weights) {
        int masks = layout.masks();
        int each = layout.maskFeatures();
        Operand ofPlaces =
                weights.transpose(0, 2, 1).reshape(0, 1, each, masks, 1).mul(samePlace());
        return features.matmul(ofPlaces.reshape(0, (long) PLACES * each, (long) PLACES * masks));
    }

    /** One where the positions of feature and value are the same, zero elsewhere; {@code [4, 1, 1, 4]}. */
    private Operand samePlace() {
        return graph.operand(graph.constant(Constant.create(
                ones -> {
                    for (int place = 0; place < PLACES; place++) {
                        ones.put(place * PLACES + place, 1);
                    }
                },
                PLACES,
                1,
                1,
                PLACES)));
    }

    private Operand constant(Tensor values) {
        return graph.operand(graph.constant(Constant.of(values)));
    }

    private Tensor firstKernel() {
        return kernel("0", layout.channels(), layout.upscaledChannels());
    }

    private Tensor secondKernel() {
        return kernel("3", layout.upscaledChannels(), layout.maskFeatures());
    }

    /** The weights {@code [in, out, 2, 2]} as {@code [in, 2, 2, out]}. */
    private Tensor kernel(String layer, int inputs, int outputs) {
        float[] values = layers.values(layer + ".weight", inputs, outputs, 2, 2).toArray();
        return Tensor.create(
                rows -> {
                    for (int input = 0; input < inputs; input++) {
                        for (int place = 0; place < PLACES; place++) {
                            for (int output = 0; output < outputs; output++) {
                                rows.put(values[(input * outputs + output) * PLACES + place]);
                            }
                        }
                    }
                },
                inputs,
                2,
                2,
                outputs);
    }

    private Tensor firstBias() {
        return layers.values("0.bias", layout.upscaledChannels());
    }

    private Tensor secondBias() {
        return layers.values("3.bias", layout.maskFeatures());
    }

    /** Subtracts the mean along the last axis. Products with such weights and bias have a mean of zero. */
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
