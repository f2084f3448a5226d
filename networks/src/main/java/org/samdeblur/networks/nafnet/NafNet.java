package org.samdeblur.networks.nafnet;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.samdeblur.api.Image;
import org.samdeblur.networks.architecture.Conv2d;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.architecture.NetworkDesign;
import org.samdeblur.networks.graph.Operand;

/**
 * A NAFNet or one of its kin (Chen et al., Simple Baselines for Image Restoration, ECCV 2022): a U-net of equal blocks. With grey
 * codes of masks as a fourth channel it is a MaskNAFNet, with the channels of a MAP unit a SegNAFNet; the unit's encoder is no part
 * of it.
 *
 * @param architecture what to call it
 * @param inputChannels the image's three and those of the masks
 * @param block what the U is made of
 * @param sizes width and blocks
 * @param localWindow the window of local means (TLC), empty if means are taken over the whole map
 */
record NafNet(
        String architecture, int inputChannels, Block block, NafNetDesign sizes, Optional<LocalWindow> localWindow)
        implements NetworkDesign {
    @Override
    public int sizeMultiple() {
        return 1 << sizes.levels();
    }

    @Override
    public Operand write(Layers layers, Operand input) {
        ChannelMeans means = localWindow
                .<ChannelMeans>map(local -> new LocalMeans(layers.graph(), sizeMultiple(), local))
                .orElseGet(GlobalMeans::new);
        Deque<Operand> skipped = new ArrayDeque<>();
        int levels = sizes.levels();
        Operand x = layers.conv2d("intro", input, Conv2d.of(inputChannels, sizes.width(), 3));
        for (int level = 0; level < levels; level++) {
            int channels = sizes.channels(level);
            x = blocks(layers.under("encoders." + level), sizes.encoderBlocks().get(level), x, means, level);
            skipped.push(x);
            x = layers.conv2d(
                    "downs." + level, x, Conv2d.of(channels, 2 * channels, 2).stride(2));
        }
        x = blocks(layers.under("middle_blks"), sizes.middleBlocks(), x, means, levels);
        for (int step = 0; step < levels; step++) {
            int level = levels - 1 - step;
            int channels = sizes.channels(level);
            Conv2d fourfold = Conv2d.of(2 * channels, 4 * channels, 1).withoutBias();
            x = layers.conv2d("ups." + step + ".0", x, fourfold).pixelShuffle(2).add(skipped.pop());
            x = blocks(layers.under("decoders." + step), sizes.decoderBlocks().get(step), x, means, level);
        }
        return layers.conv2d("ending", x, Conv2d.of(sizes.width(), Image.COLOUR_CHANNELS, 3))
                .add(image(input));
    }

    /** The image itself, which the network corrects. */
    private Operand image(Operand input) {
        return inputChannels == Image.COLOUR_CHANNELS ? input : input.slice(1, 0, Image.COLOUR_CHANNELS);
    }

    private Operand blocks(Layers part, int count, Operand x, ChannelMeans means, int level) {
        Operand y = x;
        for (int i = 0; i < count; i++) {
            y = block.write(part.under(String.valueOf(i)), y, sizes.channels(level), means, level);
        }
        return y;
    }
}
