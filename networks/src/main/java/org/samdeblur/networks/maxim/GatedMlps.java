package org.samdeblur.networks.maxim;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.samdeblur.networks.architecture.Conv2d;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.Operand;

/**
 * MAXIM's multi-axis gated MLPs, whose local axis is within blocks and whose global axis is over a grid, and its
 * channel attention. Maps are {@code [N, H, W, C]}, because most layers mix the channels of a pixel, which are then
 * adjacent in memory.
 */
final class GatedMlps {
    private static final float SLOPE = 0.2f;
    private static final int CHANNELS = 3;

    private GatedMlps() {}

    /** The multi-axis gated MLP block: mixes half of the channels over the grid, and the other half within blocks. */
    static Operand multiAxisBlock(Layers layers, Operand x, Patches patches) {
        MultiAxis block = MultiAxis.of(layers, patches.channels());
        GatedMlp grid =
                GatedMlp.of(layers.under("GridGmlpLayer"), "GridGatingUnit", patches.grid(), patches.channels());
        GatedMlp local =
                GatedMlp.of(layers.under("BlockGmlpLayer"), "BlockGatingUnit", patches.block(), patches.channels());
        List<Operand> globalParts = patches.blockPartsOfGrid(patches.gridParts(x).stream()
                .map(part ->
                        block.global(part, half -> grid.of(half, gate -> patches.mixedOverGrid(grid.mixer(), gate))))
                .toList());
        List<Operand> parts = patches.blockParts(x);
        return patches.joinedBlocks(IntStream.range(0, parts.size())
                .mapToObj(i -> parts.get(i)
                        .add(globalParts.get(i))
                        .add(block.local(
                                parts.get(i),
                                half -> local.of(half, gate -> patches.mixedInBlocks(local.mixer(), gate)))))
                .toList());
    }

    /**
     * The layers around the two axes of a multi-axis block: a normalisation, a projection to twice the channels, of
     * which each axis takes half, and a projection to the original channels. The axes are independent until their
     * results are added.
     *
     * @param norm the normalisation
     * @param into the projections to the two halves
     * @param out the projections of the two halves; the bias is added with the second
     */
    private record MultiAxis(Norm norm, List<Projection> into, List<Projection> out) {
        static MultiAxis of(Layers layers, int channels) {
            Norm norm = Norm.of(layers, "LayerNorm_in", channels);
            return new MultiAxis(
                    norm,
                    Projection.dense(layers, "in_project", channels, 2 * channels)
                            .outputsInHalves(),
                    Projection.dense(layers, "out_project", 2 * channels, channels)
                            .inputsInHalves());
        }

        /** Returns the contribution of the first half to the result. */
        Operand global(Operand part, UnaryOperator<Operand> axis) {
            Operand half = into.get(0).of(norm.of(part)).geluByTanh();
            return out.get(0).withoutBias(axis.apply(half));
        }

        /** Returns the contribution of the second half and the bias to the result. */
        Operand local(Operand part, UnaryOperator<Operand> axis) {
            Operand half = into.get(1).of(norm.of(part)).geluByTanh();
            return out.get(1).of(axis.apply(half));
        }
    }

    /**
     * The gated MLP of one axis.
     *
     * @param norm the normalisation of the input
     * @param into the projections to the gated values and to the gate
     * @param gateNorm the normalisation of the gate
     * @param mixer mixes the positions of the gate
     * @param out the projection of the gated values
     */
    private record GatedMlp(Norm norm, List<Projection> into, Norm gateNorm, Patches.Mixer mixer, Projection out) {
        static GatedMlp of(Layers layers, String unit, int edge, int channels) {
            Norm norm = Norm.of(layers, "LayerNorm", channels);
            return new GatedMlp(
                    norm,
                    Projection.dense(layers, "in_project", channels, 2 * channels)
                            .outputsInHalves(),
                    Norm.of(layers.under(unit), "intermediate_layernorm", channels),
                    Patches.mixer(layers.under(unit), "Dense_0", edge * edge, Patches.zero())
                            .raised(1),
                    Projection.dense(layers, "out_project", channels, channels));
        }

        Operand of(Operand x, UnaryOperator<Operand> mixing) {
            Operand y = norm.of(x);
            Operand gate = gateNorm.of(into.get(1).of(y).geluByTanh());
            return out.of(into.get(0).of(y).geluByTanh().mul(mixing.apply(gate)))
                    .add(x);
        }
    }

    /** The residual channel attention block (RCAB). */
    static Operand residualChannelAttention(Layers layers, Operand x, int channels, int reduced) {
        Conv2d conv = Conv2d.of(channels, channels, 3);
        Operand y = Axes.channelsFirst(Norm.of(layers, "LayerNorm", channels).of(x));
        y = layers.conv2d("conv1", y, conv).leakyRelu(SLOPE);
        y = layers.conv2d("conv2", y, conv);
        Operand means = y.globalAveragePool().reshape(0, 1, 1, channels);
        return channelAttention(layers.under("channel_attention"), Axes.channelsLast(y), means, channels, reduced)
                .add(x);
    }

    /** The residual dense channel attention block (RDCAB) of the bottleneck. */
    static Operand denseChannelAttention(Layers layers, Operand x, int channels, int reduced) {
        Layers mixing = layers.under("channel_mixing");
        Norm norm = Norm.of(layers, "LayerNorm", channels);
        Operand y = Projection.dense(mixing, "Dense_0", channels, channels)
                .of(norm.of(x))
                .geluByTanh();
        y = Projection.dense(mixing, "Dense_1", channels, channels).of(y);
        return channelAttention(layers.under("channel_attention"), y, y.mean(1, 2), channels, reduced)
                .add(x);
    }

    /**
     * Channel attention.
     *
     * @param x {@code [N, H, W, channels]}
     * @param means the mean of every channel, {@code [N, 1, 1, channels]}
     */
    private static Operand channelAttention(Layers layers, Operand x, Operand means, int channels, int reduced) {
        Operand y =
                Projection.conv(layers, "Conv_0", channels, reduced).of(means).relu();
        return x.mul(Projection.conv(layers, "Conv_1", reduced, channels).of(y).sigmoid());
    }

    /** The results of a cross gating block for its two maps, or for parts of them. */
    record Gated(Operand x, Operand y) {}

    /**
     * Lets two maps of the same size gate each other. The results are concatenated and split again, so that a runtime
     * computes both at the same time. Otherwise it would keep the inputs of the one that is used later.
     *
     * @param x the first map, after the block's projection {@code Conv_0}
     * @param y the second map, after the block's projection {@code Conv_1}
     */
    static Gated crossGating(Layers layers, Operand x, Operand y, Patches patches) {
        Operand both = patches.joinedBlocks(CrossGating.of(layers, patches).parts(x, y).stream()
                .map(part -> part.x().concat(CHANNELS, part.y()))
                .toList());
        List<Operand> halves = both.chunk(CHANNELS, 2);
        return new Gated(halves.get(0), halves.get(1));
    }

    /** Returns the first of the two results of {@link #crossGating}. */
    static Operand crossGated(Layers layers, Operand x, Operand y, Patches patches) {
        return patches.joinedBlocks(CrossGating.of(layers, patches).parts(x, y).stream()
                .map(Gated::x)
                .toList());
    }

    /**
     * A cross gating block. The mixing over the grid is computed first, for each whole map. Everything else is computed
     * for each part of the maps. The features of a map are computed twice, because that costs little time and keeping
     * them much memory.
     *
     * @param patches the patches of both maps
     * @param x the layers of the first map
     * @param y the layers of the second map
     */
    private record CrossGating(Patches patches, Gating x, Gating y) {
        static CrossGating of(Layers layers, Patches patches) {
            return new CrossGating(patches, Gating.of(layers, "x", patches), Gating.of(layers, "y", patches));
        }

        List<Gated> parts(Operand mapX, Operand mapY) {
            List<Operand> partsX = patches.splitBlocks(mapX);
            List<Operand> globalX = x.global(partsX);
            List<Operand> partsY = patches.splitBlocks(mapY);
            List<Operand> globalY = y.global(partsY);
            return IntStream.range(0, partsX.size())
                    .mapToObj(i -> part(partsX.get(i), globalX.get(i), partsY.get(i), globalY.get(i)))
                    .toList();
        }

        private Gated part(Operand partX, Operand globalX, Operand partY, Operand globalY) {
            Operand featuresX = x.features(partX);
            Operand featuresY = y.features(partY);
            Operand gateX = globalX.add(x.local(featuresX));
            Operand gatedY = y.out().of(featuresY.mul(gateX)).add(partY);
            Operand gateY = globalY.add(y.local(featuresY));
            Operand gatedX = x.out().of(featuresX.mul(gateY)).add(gatedY).add(partX);
            return new Gated(gatedX, gatedY);
        }
    }

    /**
     * The layers of a cross gating block for one of its maps.
     *
     * @param patches the patches of the map
     * @param norm the normalisation of the map
     * @param into the projection to its features
     * @param out the projection of its gated features
     * @param axes the axes along which the features are mixed; the result gates the other map
     * @param grid mixes over the grid
     * @param block mixes within blocks
     */
    private record Gating(
            Patches patches,
            Norm norm,
            Projection into,
            Projection out,
            MultiAxis axes,
            Patches.Mixer grid,
            Patches.Mixer block) {
        static Gating of(Layers layers, String which, Patches patches) {
            int channels = patches.channels();
            Layers gating = layers.under("SplitHeadMultiAxisGating_" + which);
            Norm norm = Norm.of(layers, "LayerNorm_" + which, channels);
            return new Gating(
                    patches,
                    norm,
                    Projection.dense(layers, "in_project_" + which, channels, channels),
                    Projection.dense(layers, "out_project_" + which, channels, channels),
                    MultiAxis.of(gating, channels),
                    Patches.mixer(gating, "Dense_0", patches.grid() * patches.grid(), Patches.open()),
                    Patches.mixer(gating, "Dense_1", patches.block() * patches.block(), Patches.open()));
        }

        Operand features(Operand part) {
            return into.of(norm.of(part)).geluByTanh();
        }

        /** Returns the contribution of the grid to the gate, for each part made of rows of blocks. */
        List<Operand> global(List<Operand> parts) {
            return patches.blockPartsOfGrid(patches.gridPartsOfBlocks(parts).stream()
                    .map(part -> axes.global(features(part), half -> patches.mixedOverGrid(grid, half)))
                    .toList());
        }

        /** Returns the contribution of the blocks to the gate, for one part. */
        Operand local(Operand features) {
            return axes.local(features, half -> patches.mixedInBlocks(block, half));
        }
    }
}
