package org.samdeblur.networks.maxim;

import java.util.List;
import java.util.function.UnaryOperator;
import org.samdeblur.networks.architecture.Conv2d;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.Operand;

/**
 * MAXIM's gated MLPs on two axes, one within blocks and one over a grid, and its channel attention. Maps are {@code [N, H, W, C]}:
 * most layers mix the channels of a pixel, for which these have to lie side by side.
 */
final class GatedMlps {
    private static final float NORM_EPSILON = 1e-6f;
    private static final float SLOPE = 0.2f;

    private GatedMlps() {}

    private static Operand norm(Layers layers, String layer, Operand x, int channels) {
        return layers.layerNorm(layer, x, channels, NORM_EPSILON);
    }

    /** The multi-axis gated MLP block: half of the channels is mixed over the grid, the other half within blocks. */
    static Operand multiAxisBlock(Layers layers, Operand x, Patches patches) {
        MultiAxis block = MultiAxis.of(layers, patches.channels());
        GatedMlp grid =
                GatedMlp.of(layers.under("GridGmlpLayer"), "GridGatingUnit", patches.grid(), patches.channels());
        GatedMlp local =
                GatedMlp.of(layers.under("BlockGmlpLayer"), "BlockGatingUnit", patches.block(), patches.channels());
        Operand global = patches.alongGrid(
                x,
                part -> block.global(part, half -> grid.of(half, gate -> patches.mixedOverGrid(grid.mixer(), gate))));
        Operand withGlobal = x.add(global);
        return withGlobal.add(patches.alongBlocks(
                x,
                part -> block.local(part, half -> local.of(half, gate -> patches.mixedInBlocks(local.mixer(), gate)))));
    }

    /** The weights by which one map gates another. */
    private static Operand gatingWeights(Layers layers, Operand x, Patches patches) {
        MultiAxis gating = MultiAxis.of(layers, patches.channels());
        Patches.Mixer grid = Patches.mixer(layers, "Dense_0", patches.grid() * patches.grid(), Patches.open());
        Patches.Mixer local = Patches.mixer(layers, "Dense_1", patches.block() * patches.block(), Patches.open());
        Operand global = patches.alongGrid(x, part -> gating.global(part, half -> patches.mixedOverGrid(grid, half)));
        return global.add(patches.alongBlocks(
                x, part -> gating.local(part, half -> patches.mixedInBlocks(local, half))));
    }

    /** A layer normalisation, which may be applied part by part. */
    private record Norm(Layers layers, String layer, int channels) {
        Operand of(Operand x) {
            return norm(layers, layer, x, channels);
        }
    }

    /**
     * What multi-axis blocks have around their two axes: a norm, a projection to twice the channels, of which each axis takes half,
     * and a projection back. The axes are independent of each other up to the sum at the end.
     *
     * @param norm the norm
     * @param into the projections to the two halves
     * @param out the projections of the two halves, the bias being that of the second
     */
    private record MultiAxis(Norm norm, List<Projection> into, List<Projection> out) {
        static MultiAxis of(Layers layers, int channels) {
            return new MultiAxis(
                    new Norm(layers, "LayerNorm_in", channels),
                    Projection.dense(layers, "in_project", channels, 2 * channels)
                            .outputsInHalves(),
                    Projection.dense(layers, "out_project", 2 * channels, channels)
                            .inputsInHalves());
        }

        /** What the first half adds to the result. */
        Operand global(Operand part, UnaryOperator<Operand> axis) {
            Operand half = into.get(0).of(norm.of(part)).geluByTanh();
            return out.get(0).withoutBias(axis.apply(half));
        }

        /** What the second half and the bias add to the result. */
        Operand local(Operand part, UnaryOperator<Operand> axis) {
            Operand half = into.get(1).of(norm.of(part)).geluByTanh();
            return out.get(1).of(axis.apply(half));
        }
    }

    /**
     * The gated MLP of one axis.
     *
     * @param norm the norm at its beginning
     * @param into the projections to what is gated and to the gate
     * @param gateNorm the norm of the gate
     * @param mixer mixes the positions of the gate
     * @param out the projection at its end
     */
    private record GatedMlp(Norm norm, List<Projection> into, Norm gateNorm, Patches.Mixer mixer, Projection out) {
        static GatedMlp of(Layers layers, String unit, int edge, int channels) {
            return new GatedMlp(
                    new Norm(layers, "LayerNorm", channels),
                    Projection.dense(layers, "in_project", channels, 2 * channels)
                            .outputsInHalves(),
                    new Norm(layers.under(unit), "intermediate_layernorm", channels),
                    Patches.mixer(layers.under(unit), "Dense_0", edge * edge, Patches.zero()),
                    Projection.dense(layers, "out_project", channels, channels));
        }

        Operand of(Operand x, UnaryOperator<Operand> mixing) {
            Operand y = norm.of(x);
            Operand gate = gateNorm.of(into.get(1).of(y).geluByTanh());
            Operand weights = mixing.apply(gate).add(1);
            return out.of(into.get(0).of(y).geluByTanh().mul(weights)).add(x);
        }
    }

    /** The residual channel attention block (RCAB). */
    static Operand residualChannelAttention(Layers layers, Operand x, int channels, int reduced) {
        Conv2d conv = Conv2d.of(channels, channels, 3);
        Operand y = Axes.channelsFirst(norm(layers, "LayerNorm", x, channels));
        y = layers.conv2d("conv1", y, conv).leakyRelu(SLOPE);
        y = Axes.channelsLast(layers.conv2d("conv2", y, conv));
        return channelAttention(layers.under("channel_attention"), y, channels, reduced)
                .add(x);
    }

    /** The residual dense channel attention block (RDCAB) of the bottleneck. */
    static Operand denseChannelAttention(Layers layers, Operand x, int channels, int reduced) {
        Layers mixing = layers.under("channel_mixing");
        Operand y = norm(layers, "LayerNorm", x, channels);
        y = Projection.dense(mixing, "Dense_0", channels, channels).of(y).geluByTanh();
        y = Projection.dense(mixing, "Dense_1", channels, channels).of(y);
        return channelAttention(layers.under("channel_attention"), y, channels, reduced)
                .add(x);
    }

    private static Operand channelAttention(Layers layers, Operand x, int channels, int reduced) {
        Operand y = Projection.conv(layers, "Conv_0", channels, reduced)
                .of(x.mean(1, 2))
                .relu();
        return x.mul(Projection.conv(layers, "Conv_1", reduced, channels).of(y).sigmoid());
    }

    /** What a cross gating block makes of its two maps. */
    record Gated(Operand x, Operand y) {}

    /**
     * Lets two maps of one size gate each other.
     *
     * @param x the first map, by the block's own projection {@code Conv_0}
     * @param y the second map, by the block's own projection {@code Conv_1}
     */
    static Gated crossGating(Layers layers, Operand x, Operand y, Patches patches) {
        int channels = patches.channels();
        Operand featuresX = gateFeatures(layers, "x", x, channels);
        Operand featuresY = gateFeatures(layers, "y", y, channels);
        Operand gateX = gatingWeights(layers.under("SplitHeadMultiAxisGating_x"), featuresX, patches);
        Operand gatedY = Projection.dense(layers, "out_project_y", channels, channels)
                .of(featuresY.mul(gateX))
                .add(y);
        Operand gateY = gatingWeights(layers.under("SplitHeadMultiAxisGating_y"), featuresY, patches);
        Operand gatedX = Projection.dense(layers, "out_project_x", channels, channels)
                .of(featuresX.mul(gateY))
                .add(gatedY)
                .add(x);
        return new Gated(gatedX, gatedY);
    }

    private static Operand gateFeatures(Layers layers, String which, Operand x, int channels) {
        Operand y = norm(layers, "LayerNorm_" + which, x, channels);
        return Projection.dense(layers, "in_project_" + which, channels, channels)
                .of(y)
                .geluByTanh();
    }
}
