package org.samdeblur.networks.nafnet;

import org.samdeblur.networks.architecture.Conv2d;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.Operand;

/**
 * The block of Baseline: GELU and channel attention where NAFNet has gates.
 *
 * @param spatialExpansion how many times as many channels the spatial half works on; published is 1
 * @param pointwiseExpansion the same of the pointwise half; published is 2
 */
record BaselineBlock(int spatialExpansion, int pointwiseExpansion) implements Block {
    private static final float NORM_EPSILON = 1e-6f;

    @Override
    public Operand write(Layers block, Operand x, int channels, ChannelMeans means, int level) {
        Operand y = x.add(spatial(block, x, channels, means, level).mul(NafNetBlock.scale(block, "beta", channels)));
        return y.add(pointwise(block, y, channels).mul(NafNetBlock.scale(block, "gamma", channels)));
    }

    private Operand spatial(Layers block, Operand x, int channels, ChannelMeans means, int level) {
        int wide = spatialExpansion * channels;
        Operand y = block.layerNorm2d("norm1", x, channels, NORM_EPSILON);
        y = block.conv2d("conv1", y, Conv2d.of(channels, wide, 1));
        y = block.conv2d("conv2", y, Conv2d.depthwise(wide, 3)).gelu();
        y = means.weigh(y, level, mean -> attention(block, mean, wide));
        return block.conv2d("conv3", y, Conv2d.of(wide, channels, 1));
    }

    private static Operand attention(Layers block, Operand means, int channels) {
        Operand hidden = block.conv2d("se.1", means, Conv2d.of(channels, channels / 2, 1))
                .relu();
        return block.conv2d("se.3", hidden, Conv2d.of(channels / 2, channels, 1))
                .sigmoid();
    }

    private Operand pointwise(Layers block, Operand x, int channels) {
        int wide = pointwiseExpansion * channels;
        Operand y = block.layerNorm2d("norm2", x, channels, NORM_EPSILON);
        y = block.conv2d("conv4", y, Conv2d.of(channels, wide, 1)).gelu();
        return block.conv2d("conv5", y, Conv2d.of(wide, channels, 1));
    }
}
