package org.samdeblur.networks.restormer;

import java.util.List;
import org.samdeblur.networks.architecture.Conv2d;
import org.samdeblur.networks.architecture.Initial;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.Operand;

/**
 * A sequence of Restormer's transformer blocks: attention between channels, then a gated feed-forward network.
 *
 * @param name the weights' prefix, such as {@code encoder_level1}
 * @param channels the channels of the map
 * @param count the number of blocks
 * @param heads the number of attention heads
 * @param hidden the channels of the feed-forward network after its gate
 * @param norm the kind of normalisation
 * @param bias whether the convolutions have biases
 */
record TransformerBlocks(String name, int channels, int count, int heads, int hidden, Norm norm, boolean bias) {
    private static final float NORM_EPSILON = 1e-5f;
    private static final float LEAST_NORM = 1e-12f;

    /** How channels are normalised. */
    enum Norm {
        /** Centred, scaled and shifted. */
        WITH_BIAS,
        /** Divided by the standard deviation and scaled. */
        BIAS_FREE
    }

    Operand write(Layers layers, Operand x) {
        Operand y = x;
        for (int index = 0; index < count; index++) {
            Layers block = layers.under(name + "." + index);
            y = y.add(attention(block.under("attn"), normalised(block, "norm1", y)));
            y = y.add(feedForward(block.under("ffn"), normalised(block, "norm2", y)));
        }
        return y;
    }

    private Operand normalised(Layers block, String layer, Operand x) {
        return switch (norm) {
            case WITH_BIAS -> block.layerNorm2d(layer + ".body", x, channels, NORM_EPSILON);
            case BIAS_FREE -> {
                Operand centred = x.sub(x.mean(1));
                Operand deviation =
                        centred.mul(centred).mean(1).add(NORM_EPSILON).sqrt();
                Operand scale = block.weight(layer + ".body.weight", Initial.constant(1), channels);
                yield x.div(deviation).mul(scale.perChannel(channels));
            }
        };
    }

    /** Multi-Dconv head transposed attention: every channel attends to the channels of its head. */
    private Operand attention(Layers layers, Operand x) {
        Operand qkv =
                layers.conv2d("qkv", x, Conv2d.of(channels, 3 * channels, 1).bias(bias));
        qkv = layers.conv2d("qkv_dwconv", qkv, Conv2d.depthwise(3 * channels, 3).bias(bias));
        List<Operand> parts = qkv.chunk(1, 3);
        Operand query = rows(parts.get(0)).normalised(3, LEAST_NORM);
        Operand key = rows(parts.get(1)).normalised(3, LEAST_NORM);
        Operand temperature = layers.weight("temperature", Initial.constant(1), heads, 1, 1);
        Operand scores = query.matmul(key.transpose(0, 1, 3, 2)).mul(temperature);
        Operand attended = scores.softmax(3).matmul(rows(parts.get(2)));
        return layers.conv2d(
                "project_out",
                attended.reshape(x.shape()),
                Conv2d.of(channels, channels, 1).bias(bias));
    }

    /** {@code [N, C, H, W]} as {@code [N, heads, C / heads, H · W]}. */
    private Operand rows(Operand x) {
        return x.reshape(0, heads, channels / heads, -1);
    }

    private Operand feedForward(Layers layers, Operand x) {
        Operand y = layers.conv2d(
                "project_in", x, Conv2d.of(channels, 2 * hidden, 1).bias(bias));
        y = layers.conv2d("dwconv", y, Conv2d.depthwise(2 * hidden, 3).bias(bias));
        List<Operand> halves = y.chunk(1, 2);
        Operand gated = halves.get(0).gelu().mul(halves.get(1));
        return layers.conv2d(
                "project_out", gated, Conv2d.of(hidden, channels, 1).bias(bias));
    }
}
