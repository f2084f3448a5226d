package org.samdeblur.networks.uformer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.samdeblur.networks.architecture.Architecture;
import org.samdeblur.networks.architecture.NetworkDesign;
import org.samdeblur.networks.architecture.WeightShapes;
import org.samdeblur.networks.checkpoint.Checkpoint;

/** Uformer, known by its projections and the bias of relative positions. */
public final class UformerArchitecture implements Architecture {
    static final String NAME = "Uformer";

    private static final int LEVELS = 4;
    private static final int PUBLISHED_WINDOW = 8;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(Checkpoint checkpoint) {
        return checkpoint.names().contains("input_proj.proj.0.weight")
                && checkpoint.names().contains("conv.blocks.0.attn.relative_position_bias_table");
    }

    @Override
    public Map<String, NetworkDesign> published() {
        int width = 32;
        int[] counts = {1, 2, 8, 8, 2, 8, 8, 2, 1};
        int[] heads = {1, 2, 4, 8, 16, 16, 8, 4, 2};
        List<WindowBlocks> encoder = new ArrayList<>();
        List<WindowBlocks> decoder = new ArrayList<>();
        for (int level = 0; level < LEVELS; level++) {
            encoder.add(published(width << level, counts[level], heads[level], false));
            int step = LEVELS + 1 + level;
            decoder.add(published(2 * width << (LEVELS - 1 - level), counts[step], heads[step], true));
        }
        WindowBlocks bottleneck = published(width << LEVELS, counts[LEVELS], heads[LEVELS], false);
        return Map.of("Uformer-B", new Uformer(width, encoder, bottleneck, decoder));
    }

    private static WindowBlocks published(int channels, int count, int heads, boolean modulated) {
        return new WindowBlocks(channels, count, heads, 4 * channels, PUBLISHED_WINDOW, modulated, true);
    }

    @Override
    public NetworkDesign read(Checkpoint checkpoint) {
        WeightShapes shapes = new WeightShapes(NAME, checkpoint);
        int width = shapes.shape("input_proj.proj.0.weight", 4).get(0);
        List<WindowBlocks> encoder = new ArrayList<>();
        List<WindowBlocks> decoder = new ArrayList<>();
        for (int level = 0; level < LEVELS; level++) {
            encoder.add(blocks(shapes, "encoderlayer_" + level, width << level));
            decoder.add(blocks(shapes, "decoderlayer_" + level, 2 * width << (LEVELS - 1 - level)));
        }
        return new Uformer(width, encoder, blocks(shapes, "conv", width << LEVELS), decoder);
    }

    private static WindowBlocks blocks(WeightShapes shapes, String part, int channels) {
        String first = part + ".blocks.0";
        List<Integer> table = shapes.shape(first + ".attn.relative_position_bias_table", 2);
        int window = ((int) Math.round(Math.sqrt(table.get(0))) + 1) / 2;
        int heads = table.get(1);
        if ((2 * window - 1) * (2 * window - 1) != table.get(0) || heads == 0 || channels % heads != 0) {
            throw shapes.misfit("'" + first + ".attn.relative_position_bias_table' has the shape " + table
                    + ", which is of no window and heads for " + channels + " channels");
        }
        return new WindowBlocks(
                channels,
                shapes.count(part + ".blocks."),
                heads,
                shapes.shape(first + ".mlp.linear1.0.weight", 2).get(0),
                window,
                shapes.names().contains(first + ".modulator.weight"),
                true);
    }
}
