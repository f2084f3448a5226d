package org.samdeblur.networks.maxim;

import java.util.List;
import org.samdeblur.networks.architecture.Conv2d;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.Operand;

/** MAXIM's gated MLPs on two axes, one within blocks and one over a grid, and its channel attention. */
final class GatedMlps {
    private static final float NORM_EPSILON = 1e-6f;
    private static final float SLOPE = 0.2f;

    private GatedMlps() {}

    static Operand norm(Layers layers, String layer, Operand x, int channels) {
        return layers.layerNorm2d(layer, x, channels, NORM_EPSILON);
    }

    /** The multi-axis gated MLP block: half of the channels is mixed over the grid, the other half within blocks. */
    static Operand multiAxisBlock(Layers layers, Operand x, int channels, Patches patches) {
        Operand y = norm(layers, "LayerNorm_in", x, channels);
        y = layers.pointwise("in_project", y, channels, 2 * channels).geluByTanh();
        List<Operand> halves = y.chunk(1, 2);
        Operand global = gridMlp(layers.under("GridGmlpLayer"), halves.get(0), channels, patches);
        Operand local = blockMlp(layers.under("BlockGmlpLayer"), halves.get(1), channels, patches);
        return layers.pointwise("out_project", global.concat(1, local), 2 * channels, channels)
                .add(x);
    }

    private static Operand gridMlp(Layers layers, Operand x, int channels, Patches patches) {
        List<Operand> halves = gateAndGated(layers, x, channels);
        Layers unit = layers.under("GridGatingUnit");
        Operand gate = norm(unit, "intermediate_layernorm", halves.get(1), channels);
        gate = patches.mixedOverGrid(unit, "Dense_0", gate, channels, Patches.zero());
        return gatedMlp(layers, halves.get(0).mul(gate.add(1)), x, channels);
    }

    private static Operand blockMlp(Layers layers, Operand x, int channels, Patches patches) {
        List<Operand> halves = gateAndGated(layers, x, channels);
        Layers unit = layers.under("BlockGatingUnit");
        Operand gate = norm(unit, "intermediate_layernorm", halves.get(1), channels);
        gate = patches.mixedInBlocks(unit, "Dense_0", gate, Patches.zero());
        return gatedMlp(layers, halves.get(0).mul(gate.add(1)), x, channels);
    }

    private static List<Operand> gateAndGated(Layers layers, Operand x, int channels) {
        Operand y = norm(layers, "LayerNorm", x, channels);
        return layers.pointwise("in_project", y, channels, 2 * channels)
                .geluByTanh()
                .chunk(1, 2);
    }

    private static Operand gatedMlp(Layers layers, Operand gated, Operand x, int channels) {
        return layers.pointwise("out_project", gated, channels, channels).add(x);
    }

    /** The weights by which one map gates another. */
    static Operand gatingWeights(Layers layers, Operand x, int channels, Patches patches) {
        Operand y = norm(layers, "LayerNorm_in", x, channels);
        List<Operand> halves = layers.pointwise("in_project", y, channels, 2 * channels)
                .geluByTanh()
                .chunk(1, 2);
        Operand global = patches.mixedOverGrid(layers, "Dense_0", halves.get(0), channels, Patches.open());
        Operand local = patches.mixedInBlocks(layers, "Dense_1", halves.get(1), Patches.open());
        return layers.pointwise("out_project", global.concat(1, local), 2 * channels, channels);
    }

    /** The residual channel attention block (RCAB). */
    static Operand residualChannelAttention(Layers layers, Operand x, int channels, int reduced) {
        Conv2d conv = Conv2d.of(channels, channels, 3);
        Operand y = layers.conv2d("conv1", norm(layers, "LayerNorm", x, channels), conv)
                .leakyRelu(SLOPE);
        y = layers.conv2d("conv2", y, conv);
        return channelAttention(layers.under("channel_attention"), y, channels, reduced)
                .add(x);
    }

    /** The residual dense channel attention block (RDCAB) of the bottleneck. */
    static Operand denseChannelAttention(Layers layers, Operand x, int channels, int reduced) {
        Layers mixing = layers.under("channel_mixing");
        Operand y = norm(layers, "LayerNorm", x, channels);
        y = mixing.pointwise("Dense_0", y, channels, channels).geluByTanh();
        y = mixing.pointwise("Dense_1", y, channels, channels);
        return channelAttention(layers.under("channel_attention"), y, channels, reduced)
                .add(x);
    }

    private static Operand channelAttention(Layers layers, Operand x, int channels, int reduced) {
        Operand y = layers.conv2d("Conv_0", x.globalAveragePool(), Conv2d.of(channels, reduced, 1))
                .relu();
        return x.mul(layers.conv2d("Conv_1", y, Conv2d.of(reduced, channels, 1)).sigmoid());
    }

    /** What a cross gating block makes of its two maps. */
    record Gated(Operand x, Operand y) {}

    /**
     * Lets two maps of one size gate each other.
     *
     * @param inputs the channels of x
     * @param gating the channels of y
     * @param channels the channels of what becomes of both
     */
    static Gated crossGating(
            Layers layers, Operand x, int inputs, Operand y, int gating, int channels, Patches patches) {
        Operand ownX = layers.conv2d("Conv_0", x, Conv2d.of(inputs, channels, 1));
        Operand ownY = layers.conv2d("Conv_1", y, Conv2d.of(gating, channels, 1));
        Operand featuresX = gateFeatures(layers, "x", ownX, channels);
        Operand featuresY = gateFeatures(layers, "y", ownY, channels);
        Operand gateX = gatingWeights(layers.under("SplitHeadMultiAxisGating_x"), featuresX, channels, patches);
        Operand gateY = gatingWeights(layers.under("SplitHeadMultiAxisGating_y"), featuresY, channels, patches);
        Operand gatedY = layers.pointwise("out_project_y", featuresY.mul(gateX), channels, channels)
                .add(ownY);
        Operand gatedX = layers.pointwise("out_project_x", featuresX.mul(gateY), channels, channels)
                .add(gatedY)
                .add(ownX);
        return new Gated(gatedX, gatedY);
    }

    private static Operand gateFeatures(Layers layers, String which, Operand x, int channels) {
        Operand y = norm(layers, "LayerNorm_" + which, x, channels);
        return layers.pointwise("in_project_" + which, y, channels, channels).geluByTanh();
    }
}
