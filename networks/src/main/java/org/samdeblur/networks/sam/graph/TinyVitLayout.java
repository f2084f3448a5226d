package org.samdeblur.networks.sam.graph;

import java.util.List;
import java.util.stream.IntStream;
import org.samdeblur.networks.architecture.CheckpointGraph;
import org.samdeblur.networks.architecture.WeightShapes;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.graph.Graph;

/**
 * The sizes of MobileSAM's image encoder, a TinyViT (Wu et al., ECCV 2022; Zhang et al., Faster Segment Anything,
 * 2023): one stage of convolutions, then three of attention within windows. Height and width are halved between stages,
 * except before the last.
 *
 * @param imageSize height and width of the input in pixels, a multiple of 16
 * @param patchChannels channels at half of the image's height and width
 * @param convolutions the first stage
 * @param attentionStages the others
 * @param outputChannels channels of the embedding
 */
record TinyVitLayout(
        int imageSize,
        int patchChannels,
        ConvolutionStage convolutions,
        List<AttentionStage> attentionStages,
        int outputChannels)
        implements EncoderLayout {
    /** The prefix of the encoder's weights. */
    static final String PREFIX = "image_encoder";

    private static final String FIRST_CONVOLUTION = PREFIX + ".patch_embed.seq.0.c.weight";
    private static final int PUBLISHED_IMAGE_SIZE = 1024;
    private static final int PATCH_SIZE = 4;
    private static final int STAGES = 4;

    /**
     * The stage of convolutions.
     *
     * @param blocks blocks
     * @param channels channels
     * @param hidden inner channels of a block
     */
    record ConvolutionStage(int blocks, int channels, int hidden) {}

    /**
     * A stage of attention.
     *
     * @param size height and width of its feature map
     * @param blocks blocks
     * @param channels channels
     * @param heads heads of attention, of equal width
     * @param window height and width of a window
     * @param hidden inner channels of the blocks' perceptrons
     * @param localKernel height and width of the convolution between attention and perceptron
     */
    record AttentionStage(int size, int blocks, int channels, int heads, int window, int hidden, int localKernel) {
        int headChannels() {
            return channels / heads;
        }
    }

    /** Returns whether a checkpoint has the encoder's names. */
    static boolean isLike(Checkpoint checkpoint) {
        return checkpoint.names().contains(FIRST_CONVOLUTION);
    }

    /**
     * Determines the sizes from names and shapes of weights.
     *
     * @throws org.samdeblur.api.InvalidModelException if a weight that determines a size is missing or does not fit
     */
    static TinyVitLayout of(WeightShapes shapes, SamConfig config) {
        return new Reading(shapes, config.imageSize().orElse(PUBLISHED_IMAGE_SIZE)).layout();
    }

    /** Height and width of the embedding. */
    int embeddingSize() {
        return attentionStages.get(attentionStages.size() - 1).size();
    }

    @Override
    public String architecture() {
        return "MobileSAM";
    }

    @Override
    public SamShape shape() {
        return new SamShape(imageSize, outputChannels, embeddingSize());
    }

    @Override
    public Graph write(CheckpointGraph weights) {
        return TinyVitEncoder.write(this, weights);
    }

    /** Reads names and shapes. */
    private record Reading(WeightShapes shapes, int imageSize) {
        TinyVitLayout layout() {
            requireStages();
            return new TinyVitLayout(
                    imageSize,
                    outputs(FIRST_CONVOLUTION, 4),
                    new ConvolutionStage(
                            blocks(0),
                            outputs(PREFIX + ".patch_embed.seq.2.c.weight", 4),
                            outputs(block(0) + ".conv1.c.weight", 4)),
                    IntStream.range(1, STAGES).mapToObj(this::attentionStage).toList(),
                    outputs(PREFIX + ".neck.0.weight", 4));
        }

        private void requireStages() {
            int stages = shapes.count(PREFIX + ".layers.");
            if (stages != STAGES) {
                throw shapes.misfit("it has " + stages + " stages ('" + PREFIX + ".layers.') instead of " + STAGES);
            }
            int coarsest = PATCH_SIZE << STAGES - 2;
            if (imageSize < coarsest || imageSize % coarsest != 0) {
                throw shapes.misfit("its image size, " + imageSize + ", is not a multiple of " + coarsest);
            }
        }

        private AttentionStage attentionStage(int stage) {
            String first = block(stage);
            int channels = outputs(first + ".attn.proj.weight", 2);
            List<Integer> biases = shapes.shape(first + ".attn.attention_biases", 2);
            int heads = biases.get(0);
            int window = (int) Math.round(Math.sqrt(biases.get(1)));
            if (heads < 1 || channels % heads != 0 || window < 1) {
                throw shapes.misfit("'" + first + ".attn.attention_biases' has the shape " + biases
                        + ", which is not [heads, window · window] with heads that divide " + channels + " channels");
            }
            return new AttentionStage(
                    size(stage),
                    blocks(stage),
                    channels,
                    heads,
                    window,
                    outputs(first + ".mlp.fc1.weight", 2),
                    kernel(first + ".local_conv.c.weight"));
        }

        private int kernel(String weight) {
            int kernel = shapes.shape(weight, 4).get(2);
            if (kernel % 2 == 0) {
                throw shapes.misfit("'" + weight + "' has a kernel of even size, " + kernel);
            }
            return kernel;
        }

        private int outputs(String weight, int axes) {
            return shapes.shape(weight, axes).get(0);
        }

        private int blocks(int stage) {
            return shapes.count(PREFIX + ".layers." + stage + ".blocks.");
        }

        /** The first block of a stage; the others are like it. */
        private static String block(int stage) {
            return PREFIX + ".layers." + stage + ".blocks.0";
        }

        /** Height and width of a stage's feature map; the last stage has those of the one before. */
        private int size(int stage) {
            return imageSize / PATCH_SIZE >> Math.min(stage, STAGES - 2);
        }
    }
}
