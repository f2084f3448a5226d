package org.samdeblur.networks.mprnet;

import java.util.Optional;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.Operand;

/**
 * The encoder-decoder of MPRNet's first two stages.
 *
 * @param blocks what it is made of
 * @param width channels at the size of its input
 * @param growth channels added by each halving
 */
record StageUNet(AttentionBlocks blocks, int width, int growth) {
    private static final int BLOCKS = 2;

    private int middle() {
        return width + growth;
    }

    private int coarse() {
        return width + 2 * growth;
    }

    /** What an earlier stage made, to be fused. */
    record Earlier(Features encoded, Features decoded) {}

    Features encode(Layers layers, Operand x, Optional<Earlier> earlier) {
        Operand fine = blocks.sequence(layers.under("encoder_level1"), x, width, BLOCKS);
        Operand fineFused = earlier.map(
                        from -> fused(layers, "1", fine, from.encoded.fine(), from.decoded.fine(), width))
                .orElse(fine);
        Operand half = AttentionBlocks.down(layers.under("down12"), fineFused, width, middle());
        Operand middle = blocks.sequence(layers.under("encoder_level2"), half, middle(), BLOCKS);
        Operand middleFused = earlier.map(
                        from -> fused(layers, "2", middle, from.encoded.middle(), from.decoded.middle(), middle()))
                .orElse(middle);
        Operand quarter = AttentionBlocks.down(layers.under("down23"), middleFused, middle(), coarse());
        Operand coarse = blocks.sequence(layers.under("encoder_level3"), quarter, coarse(), BLOCKS);
        Operand coarseFused = earlier.map(
                        from -> fused(layers, "3", coarse, from.encoded.coarse(), from.decoded.coarse(), coarse()))
                .orElse(coarse);
        return new Features(fineFused, middleFused, coarseFused);
    }

    /** Cross-stage feature fusion. */
    private Operand fused(Layers layers, String level, Operand own, Operand encoded, Operand decoded, int channels) {
        Operand fromEncoder = layers.conv2d("csff_enc" + level, encoded, blocks.conv(channels, channels, 1));
        Operand fromDecoder = layers.conv2d("csff_dec" + level, decoded, blocks.conv(channels, channels, 1));
        return own.add(fromEncoder).add(fromDecoder);
    }

    Features decode(Layers layers, Features encoded) {
        Operand coarse = blocks.sequence(layers.under("decoder_level3"), encoded.coarse(), coarse(), BLOCKS);
        Operand middleSkip = blocks.block(layers.under("skip_attn2"), encoded.middle(), middle());
        Operand middle = AttentionBlocks.up(layers.under("up32"), coarse, coarse(), middle())
                .add(middleSkip);
        middle = blocks.sequence(layers.under("decoder_level2"), middle, middle(), BLOCKS);
        Operand fineSkip = blocks.block(layers.under("skip_attn1"), encoded.fine(), width);
        Operand fine = AttentionBlocks.up(layers.under("up21"), middle, middle(), width)
                .add(fineSkip);
        fine = blocks.sequence(layers.under("decoder_level1"), fine, width, BLOCKS);
        return new Features(fine, middle, coarse);
    }
}
