package org.samdeblur.networks.sam.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.samdeblur.networks.architecture.CheckpointGraph;
import org.samdeblur.networks.architecture.WeightShapes;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.graph.Graph;

/**
 * The sizes of SAM's own image encoder (Kirillov et al., Segment Anything, ICCV 2023, appendix A): a plain vision
 * transformer with relative positions. Most of its blocks attend within windows.
 *
 * @param patchSize height and width in pixels of a token's patch
 * @param grid tokens per row and per column of the image
 * @param width a token's channels
 * @param heads heads of every attention
 * @param hidden inner channels of the blocks' perceptrons
 * @param windows by block, the tokens per row and per column of a window; equal to {@code grid} if all tokens attend to
 *     one another
 * @param channels channels of the embedding
 */
record VitLayout(int patchSize, int grid, int width, int heads, int hidden, List<Integer> windows, int channels)
        implements EncoderLayout {
    static final String PREFIX = "image_encoder";

    private static final String BLOCKS = PREFIX + ".blocks.";
    /** Returns whether a checkpoint has the encoder's names. */
    static boolean isLike(Checkpoint checkpoint) {
        return checkpoint.names().contains(PREFIX + ".pos_embed");
    }

    /**
     * Determines the sizes from the shapes.
     *
     * @throws org.samdeblur.api.InvalidModelException if a weight that determines a size is missing or has another
     *     number of axes, or if the configuration contradicts the weights
     */
    static VitLayout of(WeightShapes shapes, SamConfig config) {
        List<Integer> positions = shapes.shape(PREFIX + ".pos_embed", 4);
        int grid = positions.get(1);
        int width = positions.get(3);
        int blocks = shapes.count(BLOCKS);
        int headWidth = shapes.shape(BLOCKS + "0.attn.rel_pos_h", 2).get(1);
        if (width % headWidth != 0) {
            throw shapes.misfit("its " + width + " channels cannot be divided into heads of " + headWidth
                    + ", as the relative positions have");
        }
        VitLayout layout = new VitLayout(
                shapes.shape(PREFIX + ".patch_embed.proj.weight", 4).get(2),
                grid,
                width,
                width / headWidth,
                shapes.shape(BLOCKS + "0.mlp.lin1.weight", 2).get(0),
                windows(shapes, blocks, grid),
                shapes.shape(PREFIX + ".neck.0.weight", 4).get(0));
        layout.requireAgreement(shapes, config);
        return layout;
    }

    private static List<Integer> windows(WeightShapes shapes, int blocks, int grid) {
        List<Integer> windows = new ArrayList<>();
        for (int block = 0; block < blocks; block++) {
            String name = BLOCKS + block + ".attn.rel_pos_h";
            int distances = shapes.shape(name, 2).get(0);
            if (distances % 2 == 0 || distances > 2 * grid - 1) {
                throw shapes.misfit("'" + name + "' has " + distances + " relative positions, which no window within "
                        + grid + " tokens has");
            }
            windows.add((distances + 1) / 2);
        }
        return windows;
    }

    private void requireAgreement(WeightShapes shapes, SamConfig config) {
        requireEqual(shapes, "img_size", config.imageSize(), grid * patchSize);
        requireEqual(shapes, "num_heads", config.heads(), heads);
        for (int block = 0; block < windows.size(); block++) {
            boolean global = config.globalAttention().orElse(List.of()).contains(block);
            if (global) {
                requireWindow(shapes, block, grid);
            } else if (config.globalAttention().isPresent()
                    && config.windowSize().isPresent()) {
                requireWindow(shapes, block, config.windowSize().get());
            }
        }
    }

    private static void requireEqual(WeightShapes shapes, String setting, Optional<Integer> configured, int found) {
        if (configured.isPresent() && configured.get() != found) {
            throw shapes.misfit(
                    "config.json says " + setting + " " + configured.get() + " where the weights say " + found);
        }
    }

    private void requireWindow(WeightShapes shapes, int block, int configured) {
        if (windows.get(block) != configured) {
            throw shapes.misfit("by config.json, block " + block + " attends within " + configured
                    + " tokens, by its relative positions within " + windows.get(block));
        }
    }

    @Override
    public String architecture() {
        return "SAM ViT-"
                + switch (width) {
                    case 768 -> "B";
                    case 1024 -> "L";
                    case 1280 -> "H";
                    default -> String.valueOf(width);
                };
    }

    @Override
    public SamShape shape() {
        return new SamShape(grid * patchSize, channels, grid);
    }

    @Override
    public Graph write(CheckpointGraph weights) {
        return VitEncoder.write(this, weights);
    }
}
