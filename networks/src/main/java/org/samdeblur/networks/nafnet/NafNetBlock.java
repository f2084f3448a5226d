package org.samdeblur.networks.nafnet;

import java.util.List;
import org.samdeblur.networks.architecture.Conv2d;
import org.samdeblur.networks.architecture.Initial;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.Operand;

/**
 * NAFNet's block: no activation functions; half of the channels gate the other half.
 *
 * @param spatialExpansion how many times as many channels the spatial half works on, before the gate; published is 2
 * @param pointwiseExpansion the same of the pointwise half
 */
record NafNetBlock(int spatialExpansion, int pointwiseExpansion) implements Block {
    private static final float NORM_EPSILON = 1e-6f;

    @Override
    public Operand write(Layers block, Operand x, int channels, ChannelMeans means, int level) {
        Operand y = x.add(spatial(block, x, channels, means, level).mul(scale(block, "beta", channels)));
        return withPointwiseHalf(block, y, channels);
    }

    Operand withPointwiseHalf(Layers block, Operand y, int channels) {
        return y.add(pointwise(block, y, channels).mul(scale(block, "gamma", channels)));
    }

    private Operand spatial(Layers block, Operand x, int channels, ChannelMeans means, int level) {
        int wide = spatialExpansion * channels;
        int gated = wide / 2;
        Operand y = block.layerNorm2d("norm1", x, channels, NORM_EPSILON);
        y = block.conv2d("conv1", y, Conv2d.of(channels, wide, 1));
        y = simpleGate(block.conv2d("conv2", y, Conv2d.depthwise(wide, 3)));
        y = means.weigh(y, level, mean -> block.conv2d("sca.1", mean, Conv2d.of(gated, gated, 1)));
        return block.conv2d("conv3", y, Conv2d.of(gated, channels, 1));
    }

    private Operand pointwise(Layers block, Operand x, int channels) {
        int wide = pointwiseExpansion * channels;
        Operand y = block.layerNorm2d("norm2", x, channels, NORM_EPSILON);
        y = simpleGate(block.conv2d("conv4", y, Conv2d.of(channels, wide, 1)));
        return block.conv2d("conv5", y, Conv2d.of(wide / 2, channels, 1));
    }

    private static Operand simpleGate(Operand x) {
        List<Operand> halves = x.chunk(1, 2);
        return halves.get(0).mul(halves.get(1));
    }

    /** Begins at zero, so that an untrained block passes its input on. */
    static Operand scale(Layers block, String name, int channels) {
        return block.weight(name, Initial.constant(0), 1, channels, 1, 1);
    }
}
