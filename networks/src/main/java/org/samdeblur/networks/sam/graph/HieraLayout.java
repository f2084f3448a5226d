package org.samdeblur.networks.sam.graph;

import java.util.ArrayList;
import java.util.List;
import org.samdeblur.networks.architecture.CheckpointGraph;
import org.samdeblur.networks.architecture.WeightShapes;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.graph.Graph;

/**
 * The sizes of SAM 2's image encoder, a Hiera (Ryali et al., Hiera: A Hierarchical Vision Transformer without the
 * Bells-and-Whistles, ICML 2023) whose blocks attend within windows, with a feature pyramid on top.
 *
 * @param architecture the name of the network
 * @param imageSize height and width of its input
 * @param positions height and width of the position embedding before it is resized
 * @param positionWindow height and width of the position embedding that is tiled
 * @param blocks all blocks, those of the first stage first
 * @param channels channels of the embedding
 * @param fineChannels channels of the maps with four and two times the embedding's height and width, the larger first
 */
record HieraLayout(
        String architecture,
        int imageSize,
        List<Integer> positions,
        int positionWindow,
        List<Block> blocks,
        int channels,
        List<Integer> fineChannels)
        implements EncoderLayout {
    static final String TRUNK = "image_encoder.trunk";
    static final String NECK = "image_encoder.neck";
    static final int PATCH = 4;
    static final int STAGES = 4;

    private static final String BLOCKS = TRUNK + ".blocks.";

    /** Height and width in pixels of one position of the embedding, which the third stage computes. */
    private static final int EMBEDDING_STRIDE = 16;

    /**
     * A block.
     *
     * @param inputs input channels
     * @param outputs output channels
     * @param heads heads of its attention
     * @param size input tokens per row and per column
     * @param window tokens per row and per column of a window; equal to {@code size} if all tokens attend to one
     *     another
     * @param halves whether queries are pooled, which halves the tokens per row and per column
     */
    record Block(int inputs, int outputs, int heads, int size, int window, boolean halves) {
        int outputSize() {
            return halves ? size / 2 : size;
        }

        Windows windows() {
            return new Windows(size, window, inputs);
        }

        /** The windows of the output. */
        Windows outputWindows() {
            return new Windows(outputSize(), halves ? window / 2 : window, outputs);
        }
    }

    /** Returns whether a checkpoint has the encoder's names. */
    static boolean isLike(Checkpoint checkpoint) {
        return checkpoint.names().contains(TRUNK + ".pos_embed_window");
    }

    /**
     * Determines the sizes from the shapes. Sizes that the shapes do not determine come from the configuration, or from
     * the published network with the same shapes.
     *
     * @param release {@code SAM 2} or {@code SAM 2.1}
     * @throws org.samdeblur.api.InvalidModelException if a weight is missing, a size cannot be determined, or the
     *     configuration contradicts the weights
     */
    static HieraLayout of(WeightShapes shapes, HieraConfig config, String release) {
        List<List<Integer>> stages = widthsByStage(shapes);
        List<Integer> depths = stages.stream().map(List::size).toList();
        int width = stages.get(0).get(0);
        int positionWindow = shapes.shape(TRUNK + ".pos_embed_window", 4).get(2);
        config.requireAgreement(shapes, width, depths, positionWindow);
        PublishedHiera published = PublishedHiera.of(width, depths);
        int imageSize = config.imageSize().orElse(PublishedHiera.IMAGE_SIZE);
        int heads = config.heads().or(published::heads).orElseThrow(() -> untold(shapes, "num_heads", width, depths));
        List<Integer> windows =
                config.windows().or(published::windows).orElseThrow(() -> untold(shapes, "window_spec", width, depths));
        List<Integer> global = config.globalBlocks()
                .or(published::globalBlocks)
                .orElseThrow(() -> untold(shapes, "global_att_blocks", width, depths));
        List<Integer> positions = shapes.shape(TRUNK + ".pos_embed", 4);
        return new HieraLayout(
                release + " Hiera-" + published.name().orElse(Integer.toString(width)),
                imageSize,
                positions.subList(2, 4),
                positionWindow,
                blocks(shapes, stages, heads, windows, global, imageSize),
                shapes.shape(NECK + ".convs.0.conv.weight", 4).get(0),
                List.of(fineChannels(shapes, 0), fineChannels(shapes, 1)));
    }

    private static int fineChannels(WeightShapes shapes, int level) {
        return shapes.shape(Sam2Weights.fineConvolution(level) + ".weight", 4).get(0);
    }

    /** The output channels of blocks, by stage. A stage begins where they grow. */
    private static List<List<Integer>> widthsByStage(WeightShapes shapes) {
        List<List<Integer>> stages = new ArrayList<>();
        int last = 0;
        for (int block = 0; block < shapes.count(BLOCKS); block++) {
            int width = shapes.shape(BLOCKS + block + ".attn.proj.weight", 2).get(0);
            if (width != last) {
                stages.add(new ArrayList<>());
                last = width;
            }
            stages.get(stages.size() - 1).add(width);
        }
        if (stages.size() != STAGES) {
            throw shapes.misfit("its encoder's blocks are of " + stages.size() + " widths instead of " + STAGES);
        }
        return stages;
    }

    private static List<Block> blocks(
            WeightShapes shapes,
            List<List<Integer>> stages,
            int heads,
            List<Integer> windows,
            List<Integer> global,
            int imageSize) {
        if (windows.size() != STAGES || imageSize % (PATCH << STAGES) != 0) {
            throw shapes.misfit("it has " + STAGES + " stages, which take as many windows, not " + windows
                    + ", and an image_size that is a multiple of " + (PATCH << STAGES) + ", not " + imageSize);
        }
        List<Block> blocks = new ArrayList<>();
        int size = imageSize / PATCH;
        int width = stages.get(0).get(0);
        for (int stage = 0; stage < STAGES; stage++) {
            for (int outputs : stages.get(stage)) {
                boolean halves = outputs != width;
                // the first block of a stage still has the window of the stage before
                int window = global.contains(blocks.size()) ? size : windows.get(halves ? stage - 1 : stage);
                int headsHere = heads << stage;
                if (outputs % headsHere != 0 || halves && window % 2 != 0) {
                    throw shapes.misfit("block " + blocks.size() + " of its encoder cannot have " + headsHere
                            + " heads in " + outputs + " channels and windows of " + window);
                }
                Block block = new Block(width, outputs, headsHere, size, window, halves);
                blocks.add(block);
                size = block.outputSize();
                width = outputs;
            }
        }
        return blocks;
    }

    private static RuntimeException untold(WeightShapes shapes, String setting, int width, List<Integer> depths) {
        return shapes.misfit("an encoder of " + width + " channels and stages of " + depths
                + " blocks is not a published one; a" + " config.json beside the file has to say its " + setting);
    }

    /** The blocks after which a stage ends. */
    List<Integer> stageEnds() {
        List<Integer> ends = new ArrayList<>();
        for (int block = 1; block < blocks.size(); block++) {
            if (blocks.get(block).halves()) {
                ends.add(block - 1);
            }
        }
        ends.add(blocks.size() - 1);
        return ends;
    }

    /** Tokens per row and per column. */
    int grid() {
        return imageSize / PATCH;
    }

    @Override
    public SamShape shape() {
        return new SamShape(imageSize, channels, imageSize / EMBEDDING_STRIDE);
    }

    @Override
    public Graph write(CheckpointGraph weights) {
        return HieraEncoder.write(this, weights);
    }
}
