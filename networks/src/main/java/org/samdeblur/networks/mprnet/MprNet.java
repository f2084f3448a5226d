package org.samdeblur.networks.mprnet;

import java.util.List;
import java.util.Optional;
import org.samdeblur.api.Padding;
import org.samdeblur.networks.architecture.Conv2d;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.architecture.NetworkDesign;
import org.samdeblur.networks.graph.Operand;

/**
 * MPRNet (Zamir et al., Multi-Stage Progressive Image Restoration, CVPR 2021). The first stage works on the quarters of the image,
 * the second on its upper and lower half, the third on the whole. Of its three outputs only the last is written.
 *
 * @param blocks what its stages are made of
 * @param width channels of the first two stages at full resolution
 * @param growth channels that each halving adds
 * @param lastGrowth channels that the third stage has more
 * @param lastBlocks blocks in each part of the third stage
 */
record MprNet(AttentionBlocks blocks, int width, int growth, int lastGrowth, int lastBlocks) implements NetworkDesign {
    private static final int ROWS = 2;
    private static final int COLUMNS = 3;

    @Override
    public String architecture() {
        return MprNetArchitecture.NAME;
    }

    /** Halves of the image are halved twice again. */
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
        List<Operand> halves = image.chunk(ROWS, 2);
        Half top = firstStage(layers, halves.get(0));
        Half bottom = firstStage(layers, halves.get(1));
        Features encoded = Features.joined(ROWS, secondStageEncoder(layers, top), secondStageEncoder(layers, bottom));
        Features decoded = unet().decode(layers.under("stage2_decoder"), encoded);
        Operand attended = supervisedAttention(layers.under("sam23"), decoded.fine(), image);
        int last = width + lastGrowth;
        Operand x = shallow(layers.under("shallow_feat3"), image).concat(1, attended);
        x = layers.conv2d("concat23", x, blocks.conv(2 * width, last, blocks.kernel()));
        x = lastStage(layers.under("stage3_orsnet"), x, encoded, decoded);
        return layers.conv2d("tail", x, blocks.conv(last, 3, blocks.kernel())).add(image);
    }

    /** A half of the image, and what the first stage made of it. */
    private record Half(Operand image, StageUNet.Earlier features, Operand attended) {}

    private StageUNet unet() {
        return new StageUNet(blocks, width, growth);
    }

    private Operand shallow(Layers layers, Operand image) {
        Operand x = layers.conv2d("0", image, blocks.conv(3, width, blocks.kernel()));
        return blocks.block(layers.under("1"), x, width);
    }

    private Half firstStage(Layers layers, Operand half) {
        List<Operand> quarters = half.chunk(COLUMNS, 2);
        Features encoded = Features.joined(
                COLUMNS, firstStageEncoder(layers, quarters.get(0)), firstStageEncoder(layers, quarters.get(1)));
        Features decoded = unet().decode(layers.under("stage1_decoder"), encoded);
        Operand attended = supervisedAttention(layers.under("sam12"), decoded.fine(), half);
        return new Half(half, new StageUNet.Earlier(encoded, decoded), attended);
    }

    private Features firstStageEncoder(Layers layers, Operand quarter) {
        Operand x = shallow(layers.under("shallow_feat1"), quarter);
        return unet().encode(layers.under("stage1_encoder"), x, Optional.empty());
    }

    private Features secondStageEncoder(Layers layers, Half half) {
        Operand x = shallow(layers.under("shallow_feat2"), half.image()).concat(1, half.attended());
        x = layers.conv2d("concat12", x, blocks.conv(2 * width, width, blocks.kernel()));
        return unet().encode(layers.under("stage2_encoder"), x, Optional.of(half.features()));
    }

    /** The supervised attention module: the image that a stage would give weighs its features. */
    private Operand supervisedAttention(Layers layers, Operand x, Operand image) {
        Operand restored = layers.conv2d("conv2", x, blocks.conv(width, 3, 1)).add(image);
        Operand weights =
                layers.conv2d("conv3", restored, blocks.conv(3, width, 1)).sigmoid();
        return layers.conv2d("conv1", x, blocks.conv(width, width, 1))
                .mul(weights)
                .add(x);
    }

    /** The third stage, at the original resolution throughout. */
    private Operand lastStage(Layers layers, Operand x, Features encoded, Features decoded) {
        int middle = width + growth;
        int coarse = width + 2 * growth;
        Operand y = originalResolutionBlock(layers.under("orb1"), x);
        y = fused(layers, "1", y, encoded.fine(), decoded.fine());
        y = originalResolutionBlock(layers.under("orb2"), y);
        y = fused(
                layers,
                "2",
                y,
                AttentionBlocks.up(layers.under("up_enc1"), encoded.middle(), middle, width),
                AttentionBlocks.up(layers.under("up_dec1"), decoded.middle(), middle, width));
        y = originalResolutionBlock(layers.under("orb3"), y);
        return fused(
                layers,
                "3",
                y,
                upTwice(layers.under("up_enc2"), encoded.coarse(), coarse, middle),
                upTwice(layers.under("up_dec2"), decoded.coarse(), coarse, middle));
    }

    private Operand upTwice(Layers layers, Operand x, int coarse, int middle) {
        Operand half = AttentionBlocks.up(layers.under("0"), x, coarse, middle);
        return AttentionBlocks.up(layers.under("1"), half, middle, width);
    }

    private Operand fused(Layers layers, String part, Operand own, Operand encoded, Operand decoded) {
        Conv2d conv = blocks.conv(width, width + lastGrowth, 1);
        Operand fromEncoder = layers.conv2d("conv_enc" + part, encoded, conv);
        return own.add(fromEncoder).add(layers.conv2d("conv_dec" + part, decoded, conv));
    }

    private Operand originalResolutionBlock(Layers layers, Operand x) {
        int channels = width + lastGrowth;
        Layers body = layers.under("body");
        Operand y = blocks.sequence(body, x, channels, lastBlocks);
        Conv2d conv = Conv2d.of(channels, channels, blocks.kernel()).withoutBias();
        return body.conv2d(String.valueOf(lastBlocks), y, conv).add(x);
    }
}
