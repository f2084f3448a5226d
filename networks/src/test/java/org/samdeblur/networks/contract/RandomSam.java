package org.samdeblur.networks.contract;

import java.util.function.UnaryOperator;

/** SAMs of the published sizes with random weights under the official names. */
public final class RandomSam {
    private static final int GRID = 64;
    private static final int WINDOW = 14;
    private static final int EMBEDDING = 256;

    private final RandomWeights weights;

    private RandomSam(int width, int depth, int heads) {
        weights = new RandomWeights(width);
        encoder(width, depth, width / heads);
        weights.addAll(RandomMaskDecoder.create(), UnaryOperator.identity());
    }

    /**
     * Draws a network of the size that an official file has: of 0.4, 1.2 or 2.6 GB.
     *
     * @param size {@code B}, {@code L} or {@code H}
     * @return the network, the same every time
     */
    public static RandomWeights of(String size) {
        RandomSam sam = switch (size) {
            case "B" -> new RandomSam(768, 12, 12);
            case "L" -> new RandomSam(1024, 24, 16);
            case "H" -> new RandomSam(1280, 32, 16);
            default -> throw new IllegalArgumentException(size);
        };
        return sam.weights;
    }

    private void encoder(int width, int depth, int headWidth) {
        String encoder = "image_encoder.";
        weights.add(encoder + "pos_embed", 1, GRID, GRID, width);
        weights.addLayer(encoder + "patch_embed.proj", width, 3, 16, 16);
        for (int block = 0; block < depth; block++) {
            boolean global = (block + 1) % (depth / 4) == 0;
            block(encoder + "blocks." + block + ".", width, headWidth, global ? GRID : WINDOW);
        }
        weights.add(encoder + "neck.0.weight", EMBEDDING, width, 1, 1);
        weights.addLayer(encoder + "neck.1", EMBEDDING);
        weights.add(encoder + "neck.2.weight", EMBEDDING, EMBEDDING, 3, 3);
        weights.addLayer(encoder + "neck.3", EMBEDDING);
    }

    private void block(String block, int width, int headWidth, int window) {
        weights.addLayer(block + "norm1", width);
        weights.add(block + "attn.rel_pos_h", 2 * window - 1, headWidth);
        weights.add(block + "attn.rel_pos_w", 2 * window - 1, headWidth);
        weights.addLayer(block + "attn.qkv", 3 * width, width);
        weights.addLayer(block + "attn.proj", width, width);
        weights.addLayer(block + "norm2", width);
        weights.addLayer(block + "mlp.lin1", 4 * width, width);
        weights.addLayer(block + "mlp.lin2", width, 4 * width);
    }
}
