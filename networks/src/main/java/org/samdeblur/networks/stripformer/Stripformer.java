package org.samdeblur.networks.stripformer;

import org.samdeblur.api.Padding;
import org.samdeblur.networks.architecture.Conv2d;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.architecture.NetworkDesign;
import org.samdeblur.networks.graph.Operand;

/**
 * Stripformer (Tsai et al., Stripformer: Strip Transformer for Fast Image Deblurring, ECCV 2022): a convolutional encoder and
 * decoder around blocks whose attention goes along and between rows and columns.
 *
 * @param fine channels at full resolution
 * @param middle channels at half of it
 * @param coarse channels at a quarter
 * @param decoded channels of the decoder at half the resolution
 * @param blocks blocks at a quarter of the resolution
 * @param decoderBlocks blocks of the decoder at half of it
 */
record Stripformer(int fine, int middle, int coarse, int decoded, int blocks, int decoderBlocks)
        implements NetworkDesign {
    /** The published numbers of heads, which no weight tells. */
    private static final int HEADS = 5;

    private static final int DECODER_HEADS = 3;
    private static final float SLOPE = 0.2f;

    @Override
    public String architecture() {
        return StripformerArchitecture.NAME;
    }

    @Override
    public int sizeMultiple() {
        return 8;
    }

    @Override
    public Padding padding() {
        return Padding.REFLECT;
    }

    @Override
    public Operand write(Layers layers, Operand image) {
        Layers encoder = layers.under("encoder");
        Operand level1 = encoded(encoder, "en_layer1_", image, 3, fine, 1);
        Operand level2 = encoded(encoder, "en_layer2_", level1, fine, middle, 2);
        Operand x = activated(
                encoder, "en_layer3_1", level2, Conv2d.of(middle, coarse, 3).stride(2));
        x = transformed(layers, "Trans_block_", x, new StripAttention(coarse, HEADS), blocks);
        return decoded(layers.under("decoder"), x, level1, level2).add(image);
    }

    private static Operand activated(Layers layers, String layer, Operand x, Conv2d conv) {
        return layers.conv2d(layer + ".0", x, conv).leakyRelu(SLOPE);
    }

    private static Operand encoded(Layers layers, String level, Operand x, int inputs, int channels, int stride) {
        Operand y =
                activated(layers, level + "1", x, Conv2d.of(inputs, channels, 3).stride(stride));
        for (int layer = 2; layer <= 4; layer++) {
            y = residual(layers, level + layer, y, channels);
        }
        return y;
    }

    private static Operand residual(Layers layers, String layer, Operand x, int channels) {
        Conv2d conv = Conv2d.of(channels, channels, 3);
        return layers.conv2d(layer + ".2", activated(layers, layer, x, conv), conv)
                .add(x)
                .leakyRelu(SLOPE);
    }

    /** Blocks by turns within and between strips, numbered from 1. */
    private static Operand transformed(Layers layers, String prefix, Operand x, StripAttention attention, int count) {
        Operand y = x;
        for (int number = 1; number <= count; number++) {
            Layers block = layers.under(prefix + number);
            y = number % 2 == 1 ? attention.within(block, y) : attention.between(block, y);
        }
        return y;
    }

    private Operand decoded(Layers layers, Operand x, Operand level1, Operand level2) {
        Operand y = doubled(layers, "de_layer3_1", x, coarse, decoded).concat(1, level2);
        y = activated(layers, "de_layer2_2", y, Conv2d.of(decoded + middle, decoded, 1));
        y = transformed(layers, "de_block_", y, new StripAttention(decoded, DECODER_HEADS), decoderBlocks);
        y = doubled(layers, "de_layer2_1", y, decoded, fine);
        Operand joined = activated(layers, "de_layer1_3", y.concat(1, level1), Conv2d.of(2 * fine, fine, 1));
        y = layers.conv2d("de_layer1_3.2", joined, Conv2d.of(fine, fine, 3))
                .add(y)
                .leakyRelu(SLOPE);
        y = residual(layers, "de_layer1_2", y, fine);
        return activated(layers, "de_layer1_1", y, Conv2d.of(fine, 3, 3));
    }

    private static Operand doubled(Layers layers, String layer, Operand x, int inputs, int outputs) {
        return layers.convTranspose2d(
                        layer + ".0", x, Conv2d.of(inputs, outputs, 4).stride(2).padding(1))
                .leakyRelu(SLOPE);
    }
}
