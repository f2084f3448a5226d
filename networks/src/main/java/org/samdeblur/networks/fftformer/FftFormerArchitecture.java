package org.samdeblur.networks.fftformer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.samdeblur.networks.architecture.Architecture;
import org.samdeblur.networks.architecture.NetworkDesign;
import org.samdeblur.networks.architecture.WeightShapes;
import org.samdeblur.networks.checkpoint.Checkpoint;

/** FFTformer, known by the factors of its spectra. */
public final class FftFormerArchitecture implements Architecture {
    static final String NAME = "FFTformer";

    /** How many times as many channels the feed-forward networks of the published fusion have. */
    private static final double FUSION_EXPANSION = 2.66;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(Checkpoint checkpoint) {
        return checkpoint.names().contains("fuse1.att_channel.ffn.fft");
    }

    @Override
    public Map<String, NetworkDesign> published() {
        int width = 48;
        int[] counts = {6, 6, 12};
        Map<String, FourierBlocks> parts = new LinkedHashMap<>();
        for (int level = 1; level <= counts.length; level++) {
            int channels = width << (level - 1);
            int count = counts[level - 1];
            parts.put("encoder_level" + level, new FourierBlocks(channels, count, 3 * channels, false, false));
            parts.put("decoder_level" + level, new FourierBlocks(channels, count, 3 * channels, true, false));
        }
        parts.put("refinement", new FourierBlocks(width, 4, 3 * width, true, false));
        for (int level = 1; level <= 2; level++) {
            int channels = width << level;
            parts.put(
                    "fuse" + level, new FourierBlocks(channels, 1, (int) (channels * FUSION_EXPANSION), false, false));
        }
        return Map.of(NAME, new FftFormer(width, parts, false));
    }

    @Override
    public NetworkDesign read(Checkpoint checkpoint) {
        WeightShapes shapes = new WeightShapes(NAME, checkpoint);
        int width = shapes.shape("patch_embed.proj.weight", 4).get(0);
        boolean bias = shapes.names().contains("output.bias");
        Map<String, FourierBlocks> parts = new LinkedHashMap<>();
        for (int level = 1; level <= 3; level++) {
            int channels = width << (level - 1);
            parts.put("encoder_level" + level, blocks(shapes, "encoder_level" + level, channels, false, bias));
            parts.put("decoder_level" + level, blocks(shapes, "decoder_level" + level, channels, true, bias));
        }
        parts.put("refinement", blocks(shapes, "refinement", width, true, bias));
        parts.put("fuse1", fusion(shapes, "fuse1", 2 * width));
        parts.put("fuse2", fusion(shapes, "fuse2", 4 * width));
        return new FftFormer(width, parts, bias);
    }

    private static FourierBlocks blocks(
            WeightShapes shapes, String part, int channels, boolean attention, boolean bias) {
        int count = shapes.count(part + ".");
        int hidden = count == 0 ? 1 : hidden(shapes, part + ".0");
        return new FourierBlocks(channels, count, hidden, attention, bias);
    }

    /** The published fusion has no attention, and no biases in its block. */
    private static FourierBlocks fusion(WeightShapes shapes, String part, int channels) {
        return new FourierBlocks(channels, 1, hidden(shapes, part + ".att_channel"), false, false);
    }

    private static int hidden(WeightShapes shapes, String block) {
        return shapes.shape(block + ".ffn.project_out.weight", 4).get(1);
    }
}
