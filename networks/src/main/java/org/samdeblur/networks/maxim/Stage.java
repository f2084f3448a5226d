package org.samdeblur.networks.maxim;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.samdeblur.networks.architecture.Conv2d;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.Operand;

/**
 * One of MAXIM's U-Nets.
 *
 * @param all the layers of the whole network
 * @param index the stage's index, from 0
 * @param width the number of channels at full size
 * @param sizes the sizes that all stages share
 * @param levels the patches at each level of the encoder, the full size first
 * @param bottleneck the patches in the bottleneck
 */
record Stage(Layers all, int index, int width, Maxim.Sizes sizes, List<Patches> levels, Patches bottleneck) {
    /**
     * The maps of a stage at each level, the full size first: {@code [N, H, W, C]}.
     *
     * @param encoded the maps of its encoder
     * @param decoded the maps of its decoder
     */
    record Features(List<Scaling.Pyramid> encoded, List<Operand> decoded) {}

    /**
     * The maps that a stage passes to the next one, {@code [N, H, W, C]}, the full size first.
     *
     * @param sums the sums of the maps of its encoder and its decoder
     * @param attended the results of the supervised attention modules, at the levels that have images
     */
    record Left(List<Operand> sums, List<Operand> attended) {
        /** The input of the first stage. */
        static final Left NOTHING = new Left(List.of(), List.of());

        boolean isNothing() {
            return sums.isEmpty();
        }
    }

    private int depth() {
        return levels.size();
    }

    private int channels(int level) {
        return width << level;
    }

    private Layers part(String name) {
        return all.under(scope(name));
    }

    private String scope(String name) {
        return "stage_" + index + "_" + name;
    }

    /** Writes the encoder, the bottleneck and the decoder. */
    Features write(Operand image, Left earlier) {
        List<Scaling.Pyramid> encoded = new ArrayList<>();
        Operand x = earlier.isNothing() ? input(image, 0) : fused(image, 0, earlier);
        for (int level = 0; level < depth(); level++) {
            Operand encodedHere = encode(level, x, image, earlier);
            Scaling.Pyramid sizes = Scaling.pyramid(all, encodedHere, level, levels);
            encoded.add(sizes);
            int channels = channels(level);
            Operand half = Axes.channelsLast(part("encoder_block_" + level)
                    .conv2d(
                            "Conv_1",
                            Axes.channelsFirst(encodedHere),
                            Conv2d.of(channels, channels, 4).stride(2).padding(1)));
            x = levels.get(level).after(sizes.last(), half);
        }
        Operand global = globalBlocks(x);
        List<Scaling.Pyramid> skips = skips(encoded, global);
        return new Features(encoded, decode(global, skips));
    }

    private Operand input(Operand image, int level) {
        Operand small = Scaling.shrunkToNearest(image, 1 << level);
        return Axes.channelsLast(all.conv2d(scope("input_conv_" + level), small, Conv2d.of(3, channels(level), 3)));
    }

    /** Writes the input of a stage after the first: the image's features, gated by the previous stage's. */
    private Operand fused(Operand image, int level, Left earlier) {
        Operand attended = earlier.attended().get(level);
        Operand x = input(levels.get(level).imageAfter(attended, image), level);
        return gated(part("input_fuse_sam_" + level), x, attended, level);
    }

    /** Gates a map by another one. */
    private Operand gated(Layers layers, Operand x, Operand y, int level) {
        int channels = channels(level);
        Operand ownX = Projection.conv(layers, "Conv_0", channels, channels).of(x);
        Operand ownY = Projection.conv(layers, "Conv_1", channels, channels).of(y);
        return GatedMlps.crossGated(layers, ownX, ownY, levels.get(level));
    }

    private Operand encode(int level, Operand x, Operand image, Left earlier) {
        Layers layers = part("encoder_block_" + level);
        Operand y = uNetBlock(layers, encoderInput(layers, level, x, image, earlier), level);
        if (earlier.isNothing()) {
            return y;
        }
        return gated(layers.under("cross_gating_block"), y, earlier.sums().get(level), level);
    }

    private Operand encoderInput(Layers layers, int level, Operand x, Operand image, Left earlier) {
        int channels = channels(level);
        if (level == 0) {
            return projection(layers, 2 * channels, level).ofTwice(x);
        }
        int above = channels / 2;
        if (level >= sizes.scales()) {
            return projection(layers, above, level).of(x);
        }
        Projection joined = projection(layers, above + channels, level);
        Operand later = levels.get(level).imageAfter(x, image);
        Operand input = earlier.isNothing() ? input(later, level) : fused(later, level, earlier);
        return joined.ofInputs(0, above)
                .withoutBias(x)
                .add(joined.ofInputs(above, above + channels).of(input));
    }

    private Projection projection(Layers layers, int inputs, int level) {
        return Projection.conv(layers, "Conv_0", inputs, channels(level));
    }

    /** Writes the layers after the block's projection. */
    private Operand uNetBlock(Layers layers, Operand shortcut, int level) {
        int channels = channels(level);
        Operand y = shortcut;
        for (int group = 0; group < sizes.groups(); group++) {
            Layers mlp = layers.under("SplitHeadMultiAxisGmlpLayer_" + group);
            y = GatedMlps.multiAxisBlock(mlp, y, levels.get(level));
            Layers attention = layers.under("channel_attention_block_1" + group);
            y = GatedMlps.residualChannelAttention(attention, y, channels, channels / sizes.reduction());
        }
        return y.add(shortcut);
    }

    private Operand globalBlocks(Operand x) {
        int channels = channels(depth() - 1);
        Operand y = x;
        for (int block = 0; block < sizes.bottlenecks(); block++) {
            Layers layers = part("global_block_" + block);
            Operand shortcut =
                    Projection.conv(layers, "input_proj", channels, channels).of(y);
            y = shortcut;
            for (int group = 0; group < sizes.groups(); group++) {
                Layers mlp = layers.under("SplitHeadMultiAxisGmlpLayer_" + group);
                y = GatedMlps.multiAxisBlock(mlp, y, bottleneck);
                Layers attention = layers.under("channel_attention_block_1_" + group);
                y = GatedMlps.denseChannelAttention(attention, y, channels, channels / sizes.reduction());
            }
            y = y.add(shortcut);
        }
        return y;
    }

    /** Writes the skip connections from the encoder to the decoder. Returns their maps, the full size first. */
    private List<Scaling.Pyramid> skips(List<Scaling.Pyramid> encoded, Operand global) {
        Scaling.Pyramid[] skips = new Scaling.Pyramid[depth()];
        Operand gating = global;
        for (int level = depth() - 1; level >= 0; level--) {
            int channels = channels(level);
            int first = (depth() - 1 - level) * depth();
            Layers layers = part("cross_gating_block_" + level);
            Projection joined = projection(layers, depth() * channels, level);
            Operand signal = ofEverySize(
                            joined,
                            gating,
                            encoded,
                            level,
                            IntStream.range(0, depth()).toArray(),
                            first)
                    .add(joined.bias());
            // smaller maps first, while there are few large ones
            signal = levels.get(level).after(gating, signal);
            Operand up = Projection.conv(layers, "Conv_1", channels, channels).of(up(layers, gating, level));
            if (level == 0) {
                Operand gated = GatedMlps.crossGated(layers, signal, up, levels.get(level));
                skips[level] = Scaling.pyramid(all, gated, level, levels);
            } else {
                GatedMlps.Gated gated = GatedMlps.crossGating(layers, signal, up, levels.get(level));
                skips[level] = Scaling.pyramid(all, gated.x(), level, levels);
                gating = gated.y();
            }
        }
        return List.of(skips);
    }

    private List<Operand> decode(Operand global, List<Scaling.Pyramid> skips) {
        Operand[] decoded = new Operand[depth()];
        Operand x = global;
        for (int level = depth() - 1; level >= 0; level--) {
            int channels = channels(level);
            int first = (2 * depth() - 1 - level) * depth();
            int[] order = IntStream.range(0, depth()).map(i -> depth() - 1 - i).toArray();
            Layers layers = part("decoder_block_" + level);
            Layers block = layers.under("UNetEncoderBlock_0");
            Projection joined = projection(block, (1 + depth()) * channels, level);
            Operand ofSkips = ofEverySize(joined, x, skips, level, order, first);
            Operand above = levels.get(level).after(ofSkips, x);
            Operand shortcut = ofSkips.add(joined.ofInputs(0, channels).of(up(layers, above, level)));
            x = uNetBlock(block, shortcut, level);
            decoded[level] = x;
        }
        return List.of(decoded);
    }

    /** Enlarges a map of the next smaller level to this level. */
    private Operand up(Layers layers, Operand x, int level) {
        int inputs = channels(Math.min(level + 1, depth() - 1));
        return Scaling.doubled(
                layers,
                "ConvTranspose_0",
                x,
                inputs,
                channels(level),
                levels.get(level).shapes().columns());
    }

    /**
     * Scales the maps of all levels to one size and projects them as if they were concatenated, without the bias. They
     * are the last inputs of the projection. Each scaling starts after the sum of the earlier ones is computed, so that
     * only one scaled map at a time is in memory beside the sum.
     *
     * @param before a value to compute before all of them
     * @param order the levels in the order of concatenation
     * @param first the number of the first scaling within the stage; scalings are numbered throughout the network
     */
    private Operand ofEverySize(
            Projection joined, Operand before, List<Scaling.Pyramid> maps, int level, int[] order, int first) {
        int perStage = 2 * depth() * depth();
        int channels = channels(level);
        int offset = joined.inputs() - order.length * channels;
        Operand sum = null;
        for (int i = 0; i < order.length; i++) {
            int inputs = channels(order[i]);
            int from = offset + i * channels;
            Projection own = Projection.conv(
                    all.under("UpSampleRatio_" + (index * perStage + first + i)), "Conv_0", inputs, channels);
            Operand earlier = sum == null ? before : sum;
            Operand scaled = maps.get(order[i])
                    .scaled(
                            level,
                            x -> joined.ofInputs(from, from + channels)
                                    .withoutBias(own.of(levels.get(level).after(earlier, x))));
            sum = sum == null ? scaled : sum.add(scaled);
        }
        return sum;
    }

    /**
     * Writes the maps for the next stage. The sums come first, so that the encoder's maps are no longer needed
     * afterwards.
     */
    Left left(Operand image, Features features) {
        List<Operand> sums = IntStream.range(0, depth())
                .mapToObj(level -> features.encoded()
                        .get(level)
                        .maps()
                        .get(0)
                        .add(features.decoded().get(level)))
                .toList();
        List<Operand> attended = IntStream.range(0, sizes.scales())
                .mapToObj(level ->
                        attended(image, afterAll(sums, features.decoded().get(level)), level))
                .toList();
        return new Left(sums, attended);
    }

    private Operand afterAll(List<Operand> sums, Operand x) {
        Operand last = x;
        for (Operand sum : sums) {
            last = levels.get(0).after(sum, last);
        }
        return last;
    }

    private Operand attended(Operand image, Operand x, int level) {
        Layers layers = part("supervised_attention_module_" + level);
        int channels = channels(level);
        Operand y = Axes.channelsFirst(x);
        Operand own = layers.conv2d("Conv_0", y, Conv2d.of(channels, channels, 3));
        Operand restored =
                layers.conv2d("Conv_1", y, Conv2d.of(channels, 3, 3)).add(Scaling.shrunkToNearest(image, 1 << level));
        Operand weights =
                layers.conv2d("Conv_2", restored, Conv2d.of(3, channels, 3)).sigmoid();
        return Axes.channelsLast(own.mul(weights)).add(x);
    }

    /**
     * Writes the output of the last stage. Images at smaller sizes are used in training only, so they are not computed.
     */
    Operand output(Operand image, Features features) {
        for (int level = 1; level < sizes.scales(); level++) {
            all.ignore(scope("output_conv_" + level + ".weight"));
            all.ignore(scope("output_conv_" + level + ".bias"));
        }
        return all.conv2d(
                        scope("output_conv_0"),
                        Axes.channelsFirst(features.decoded().get(0)),
                        Conv2d.of(width, 3, 3))
                .add(image);
    }
}
