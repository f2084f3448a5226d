package org.samdeblur.networks.contract;

import java.util.List;

/** SAM 2.1s of the published sizes with random weights under the official names, and a few of those for videos. */
public final class RandomSam2 {
    private static final int CHANNELS = 256;

    private final RandomWeights weights;

    private RandomSam2(int width, List<Integer> depths, int background) {
        weights = new RandomWeights(width);
        weights.add("maskmem_tpos_enc", 7, 1, 1, 64);
        weights.add("no_mem_embed", 1, 1, CHANNELS);
        weights.add("no_mem_pos_enc", 1, 1, CHANNELS);
        weights.add("no_obj_ptr", 1, CHANNELS);
        weights.add("no_obj_embed_spatial", 1, 64);
        trunk(width, depths, background);
        weights.addLayer("memory_attention.layers.0.linear1", 2048, CHANNELS);
        weights.addLayer("memory_encoder.pix_feat_proj", CHANNELS, CHANNELS);
        weights.addAll(RandomMaskDecoder.create(), RandomSam2::decoderName);
        weights.add("sam_mask_decoder.obj_score_token.weight", 1, CHANNELS);
        weights.addLayer("sam_mask_decoder.conv_s0", 32, CHANNELS, 1, 1);
        weights.addLayer("sam_mask_decoder.conv_s1", 64, CHANNELS, 1, 1);
        weights.addLayer("sam_mask_decoder.pred_obj_score_head.layers.0", CHANNELS, CHANNELS);
        weights.addLayer("obj_ptr_proj.layers.0", CHANNELS, CHANNELS);
    }

    /**
     * Draws a network of the size that an official file has: of 0.1 to 0.9 GB.
     *
     * @param size {@code tiny}, {@code small}, {@code base_plus} or {@code large}
     * @return the network, the same every time
     */
    public static RandomWeights of(String size) {
        RandomSam2 sam = switch (size) {
            case "tiny" -> new RandomSam2(96, List.of(1, 2, 7, 2), 7);
            case "small" -> new RandomSam2(96, List.of(1, 2, 11, 2), 7);
            case "base_plus" -> new RandomSam2(112, List.of(2, 3, 16, 3), 14);
            case "large" -> new RandomSam2(144, List.of(2, 6, 36, 4), 7);
            default -> throw new IllegalArgumentException(size);
        };
        return sam.weights;
    }

    private void trunk(int width, List<Integer> depths, int background) {
        String trunk = "image_encoder.trunk.";
        weights.add(trunk + "pos_embed", 1, width, background, background);
        weights.add(trunk + "pos_embed_window", 1, width, 8, 8);
        weights.addLayer(trunk + "patch_embed.proj", width, 3, 7, 7);
        int inputs = width;
        int block = 0;
        for (int stage = 0; stage < depths.size(); stage++) {
            int outputs = width << stage;
            for (int i = 0; i < depths.get(stage); i++, block++) {
                block(trunk + "blocks." + block + ".", inputs, outputs);
                inputs = outputs;
            }
            String neck = "image_encoder.neck.convs." + (depths.size() - 1 - stage) + ".conv";
            weights.addLayer(neck, CHANNELS, outputs, 1, 1);
        }
    }

    private void block(String block, int inputs, int outputs) {
        weights.addLayer(block + "norm1", inputs);
        weights.addLayer(block + "attn.qkv", 3 * outputs, inputs);
        weights.addLayer(block + "attn.proj", outputs, outputs);
        weights.addLayer(block + "norm2", outputs);
        weights.addLayer(block + "mlp.layers.0", 4 * outputs, outputs);
        weights.addLayer(block + "mlp.layers.1", outputs, 4 * outputs);
        if (inputs != outputs) {
            weights.addLayer(block + "proj", outputs, inputs);
        }
    }

    private static String decoderName(String name) {
        return "sam_" + name.replace(".mlp.lin1.", ".mlp.layers.0.").replace(".mlp.lin2.", ".mlp.layers.1.");
    }
}
