package org.samdeblur.networks.restormer;

import java.util.Map;
import org.samdeblur.api.Padding;
import org.samdeblur.networks.architecture.Conv2d;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.architecture.NetworkDesign;
import org.samdeblur.networks.graph.Operand;

/**
 * Restormer (Zamir et al., Restormer: Efficient Transformer for High-Resolution Image Restoration, CVPR 2022): a U-net of
 * transformer blocks at four sizes.
 *
 * @param width channels at full resolution
 * @param parts its sequences of blocks, by name
 * @param bias whether its convolutions have biases
 */
record Restormer(int width, Map<String, TransformerBlocks> parts, boolean bias) implements NetworkDesign {
    Restormer {
        parts = Map.copyOf(parts);
    }

    @Override
    public String architecture() {
        return RestormerArchitecture.NAME;
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
        Operand embedded =
                layers.conv2d("patch_embed.proj", image, Conv2d.of(3, width, 3).withoutBias());
        Operand level1 = blocks(layers, "encoder_level1", embedded);
        Operand level2 = blocks(layers, "encoder_level2", down(layers, "down1_2", level1, width));
        Operand level3 = blocks(layers, "encoder_level3", down(layers, "down2_3", level2, 2 * width));
        Operand x = blocks(layers, "latent", down(layers, "down3_4", level3, 4 * width));

        x = up(layers, "up4_3", x, 8 * width).concat(1, level3);
        x = layers.conv2d(
                "reduce_chan_level3", x, Conv2d.of(8 * width, 4 * width, 1).bias(bias));
        x = blocks(layers, "decoder_level3", x);
        x = up(layers, "up3_2", x, 4 * width).concat(1, level2);
        x = layers.conv2d(
                "reduce_chan_level2", x, Conv2d.of(4 * width, 2 * width, 1).bias(bias));
        x = blocks(layers, "decoder_level2", x);
        x = up(layers, "up2_1", x, 2 * width).concat(1, level1);
        x = blocks(layers, "decoder_level1", x);
        x = blocks(layers, "refinement", x);
        return layers.conv2d("output", x, Conv2d.of(2 * width, 3, 3).bias(bias)).add(image);
    }

    private Operand blocks(Layers layers, String part, Operand x) {
        return parts.get(part).write(layers, x);
    }

    private static Operand down(Layers layers, String name, Operand x, int channels) {
        Conv2d halving = Conv2d.of(channels, channels / 2, 3).withoutBias();
        return layers.conv2d(name + ".body.0", x, halving).pixelUnshuffle(channels / 2, 2);
    }

    private static Operand up(Layers layers, String name, Operand x, int channels) {
        Conv2d doubling = Conv2d.of(channels, 2 * channels, 3).withoutBias();
        return layers.conv2d(name + ".body.0", x, doubling).pixelShuffle(2);
    }
}
