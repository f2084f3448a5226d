package org.samdeblur.networks.restormer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.samdeblur.networks.architecture.Architecture;
import org.samdeblur.networks.architecture.NetworkDesign;
import org.samdeblur.networks.architecture.WeightShapes;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.restormer.TransformerBlocks.Norm;

/** Restormer, known by the temperature of its attention between channels. */
public final class RestormerArchitecture implements Architecture {
    static final String NAME = "Restormer";

    /** How many times as many channels the feed-forward networks have. */
    private static final double PUBLISHED_EXPANSION = 2.66;

    /** The parts in the order of the network, and how many times as many channels as at full resolution they have. */
    private static final Map<String, Integer> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("encoder_level1", 1);
        PARTS.put("encoder_level2", 2);
        PARTS.put("encoder_level3", 4);
        PARTS.put("latent", 8);
        PARTS.put("decoder_level3", 4);
        PARTS.put("decoder_level2", 2);
        PARTS.put("decoder_level1", 2);
        PARTS.put("refinement", 2);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(Checkpoint checkpoint) {
        return checkpoint.names().contains("patch_embed.proj.weight")
                && checkpoint.names().contains("latent.0.attn.temperature");
    }

    @Override
    public Map<String, NetworkDesign> published() {
        int width = 48;
        int[] counts = {4, 6, 6, 8, 6, 6, 4, 4};
        int[] heads = {1, 2, 4, 8, 4, 2, 1, 1};
        Map<String, TransformerBlocks> parts = new LinkedHashMap<>();
        PARTS.forEach((part, factor) -> {
            int channels = factor * width;
            int index = parts.size();
            int hidden = (int) (channels * PUBLISHED_EXPANSION);
            parts.put(
                    part,
                    new TransformerBlocks(part, channels, counts[index], heads[index], hidden, Norm.WITH_BIAS, false));
        });
        return Map.of(NAME, new Restormer(width, parts, false));
    }

    @Override
    public NetworkDesign read(Checkpoint checkpoint) {
        WeightShapes shapes = new WeightShapes(NAME, checkpoint);
        int width = shapes.shape("patch_embed.proj.weight", 4).get(0);
        boolean bias = shapes.names().contains("latent.0.attn.qkv.bias");
        Norm norm = shapes.names().contains("latent.0.norm1.body.bias") ? Norm.WITH_BIAS : Norm.BIAS_FREE;
        Map<String, TransformerBlocks> parts = new LinkedHashMap<>();
        PARTS.forEach((part, factor) -> parts.put(part, blocks(shapes, part, factor * width, norm, bias)));
        return new Restormer(width, parts, bias);
    }

    private static TransformerBlocks blocks(WeightShapes shapes, String part, int channels, Norm norm, boolean bias) {
        int count = shapes.count(part + ".");
        int heads =
                count == 0 ? 1 : shapes.shape(part + ".0.attn.temperature", 3).get(0);
        int hidden = count == 0
                ? 1
                : shapes.shape(part + ".0.ffn.project_out.weight", 4).get(1);
        if (channels % heads != 0) {
            throw shapes.misfit(
                    "'" + part + "' has " + channels + " channels, which " + heads + " attention heads do not divide");
        }
        return new TransformerBlocks(part, channels, count, heads, hidden, norm, bias);
    }
}
