package org.samdeblur.networks.sam.graph;

import java.util.List;
import java.util.stream.IntStream;
import org.samdeblur.networks.architecture.WeightShapes;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.graph.Graph;

/**
 * The sizes of MobileSAM's image encoder, a TinyViT (Wu et al., ECCV 2022; Zhang et al., Faster Segment Anything, 2023): a
 * stage of convolutions, then three of attention within windows. Height and width are halved between stages, but not
 * before the last.
 *
 * @param imageSize height and width of the input in pixels, a multiple of 16
 * @param convolutionBlocks blocks of the first stage
 * @param attentionStages the others
 * @param outputChannels channels of the embedding
 */
record TinyVitLayout(int imageSize, int convolutionBlocks, List<AttentionStage> attentionStages, int outputChannels)
        implements EncoderLayout {
    /** What all names of the encoder's weights begin with. */
    static final String PREFIX = "image_encoder";

    private static final String FIRST_CONVOLUTION = PREFIX + ".patch_embed.seq.0.c.weight";
    private static final int PUBLISHED_IMAGE_SIZE = 1024;
    private static final int PATCH_SIZE = 4;
    private static final int STAGES = 4;

    /**
     * A stage of attention.
     *
     * @param size height and width of its feature map
     * @param blocks blocks
     * @param channels channels
     * @param heads heads of attention, of equal width
     * @param window height and width of a window
     */
    record AttentionStage(int size, int blocks, int channels, int heads, int window) {
        int headChannels() {
            return channels / heads;
        }
    }

    /** Returns whether a checkpoint has the names by which the encoder is known. */
    static boolean isLike(Checkpoint checkpoint) {
        return checkpoint.names().contains(FIRST_CONVOLUTION);
    }

    /**
     * Reads the sizes off the names and shapes, and accounts for the encoder's weights.
     *
     * @throws org.samdeblur.api.InvalidModelException if a weight is missing or of a shape that does not fit
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
    public Graph write(Checkpoint checkpoint) {
        return TinyVitEncoder.write(this, checkpoint);
    }

    /** One pass over the names and shapes. */
    private record Reading(WeightShapes shapes, int imageSize) {
        TinyVitLayout layout() {
            requireStages();
            int channels = requirePatches();
            requireConvolutionBlocks(channels);
            requireMerging(0, channels);
            List<AttentionStage> attention =
                    IntStream.range(1, STAGES).mapToObj(this::attentionStage).toList();
            return new TinyVitLayout(
                    imageSize,
                    blocks(0),
                    attention,
                    requireNeck(attention.get(STAGES - 2).channels()));
        }

        private void requireStages() {
            int stages = shapes.count(PREFIX + ".layers.");
            if (stages != STAGES) {
                throw shapes.misfit("it has " + stages + " stages ('" + PREFIX + ".layers.') instead of " + STAGES);
            }
            int coarsest = PATCH_SIZE << STAGES - 2;
            if (imageSize < coarsest || imageSize % coarsest != 0) {
                throw shapes.misfit("its image size, " + imageSize + ", is no multiple of " + coarsest);
            }
        }

        private int requirePatches() {
            String patches = PREFIX + ".patch_embed.seq.";
            int inner = outputs(patches + "0.c.weight", 4);
            int channels = outputs(patches + "2.c.weight", 4);
            requireConvolution(patches + "0", inner, 3, 3);
            requireConvolution(patches + "2", channels, inner, 3);
            return channels;
        }

        private void requireConvolutionBlocks(int channels) {
            for (int block = 0; block < blocks(0); block++) {
                String name = block(0, block);
                int inner = outputs(name + ".conv1.c.weight", 4);
                requireConvolution(name + ".conv1", inner, channels, 1);
                requireConvolution(name + ".conv2", inner, 1, 3);
                requireConvolution(name + ".conv3", channels, inner, 1);
            }
        }

        private AttentionStage attentionStage(int stage) {
            String name = block(stage, 0);
            int channels = outputs(name + ".attn.proj.weight", 2);
            List<Integer> biases = shapes.shape(name + ".attn.attention_biases", 2);
            int heads = biases.get(0);
            int window = (int) Math.round(Math.sqrt(biases.get(1)));
            if (heads < 1 || channels % heads != 0 || window < 1) {
                throw shapes.misfit("'" + name + ".attn.attention_biases' has the shape " + biases
                        + ", which is not [heads, window · window] with heads that divide " + channels + " channels");
            }
            for (int block = 0; block < blocks(stage); block++) {
                requireAttention(block(stage, block) + ".attn", channels, heads, window);
                requirePerceptron(block(stage, block) + ".mlp", channels);
                requireLocalConvolution(block(stage, block) + ".local_conv", channels);
            }
            if (stage < STAGES - 1) {
                requireMerging(stage, channels);
            }
            return new AttentionStage(size(stage), blocks(stage), channels, heads, window);
        }

        private void requireAttention(String name, int channels, int heads, int window) {
            shapes.expect(name + ".attention_biases", heads, window * window);
            shapes.expectNorm(name + ".norm", channels);
            shapes.expectLinear(name + ".qkv", 3 * channels, channels);
            shapes.expectLinear(name + ".proj", channels, channels);
        }

        private void requirePerceptron(String name, int channels) {
            int hidden = outputs(name + ".fc1.weight", 2);
            shapes.expectNorm(name + ".norm", channels);
            shapes.expectLinear(name + ".fc1", hidden, channels);
            shapes.expectLinear(name + ".fc2", channels, hidden);
        }

        private void requireLocalConvolution(String name, int channels) {
            int kernel = shapes.shape(name + ".c.weight", 4).get(2);
            if (kernel % 2 == 0) {
                throw shapes.misfit("'" + name + ".c.weight' has a kernel of even size, " + kernel);
            }
            requireConvolution(name, channels, 1, kernel);
        }

        /** What goes between a stage and the next. */
        private void requireMerging(int stage, int channels) {
            String name = PREFIX + ".layers." + stage + ".downsample";
            int next = outputs(block(stage + 1, 0) + ".attn.proj.weight", 2);
            requireConvolution(name + ".conv1", next, channels, 1);
            requireConvolution(name + ".conv2", next, 1, 3);
            requireConvolution(name + ".conv3", next, next, 1);
        }

        private int requireNeck(int channels) {
            int outputs = outputs(PREFIX + ".neck.0.weight", 4);
            shapes.expect(PREFIX + ".neck.0.weight", outputs, channels, 1, 1);
            shapes.expectNorm(PREFIX + ".neck.1", outputs);
            shapes.expect(PREFIX + ".neck.2.weight", outputs, outputs, 3, 3);
            shapes.expectNorm(PREFIX + ".neck.3", outputs);
            ignoreClassifier();
            return outputs;
        }

        /** Left over from the encoder's training on ImageNet. */
        private void ignoreClassifier() {
            for (String layer : List.of(".norm_head", ".head")) {
                shapes.ignore(PREFIX + layer + ".weight");
                shapes.ignore(PREFIX + layer + ".bias");
            }
        }

        private void requireConvolution(String name, int outputs, int inputs, int kernel) {
            shapes.expect(name + ".c.weight", outputs, inputs, kernel, kernel);
            shapes.expectBatchNorm(name + ".bn", outputs);
        }

        private int outputs(String weight, int axes) {
            return shapes.shape(weight, axes).get(0);
        }

        private int blocks(int stage) {
            return shapes.count(PREFIX + ".layers." + stage + ".blocks.");
        }

        private static String block(int stage, int block) {
            return PREFIX + ".layers." + stage + ".blocks." + block;
        }

        /** Height and width of a stage's feature map; the last stage keeps those of the one before. */
        private int size(int stage) {
            return imageSize / PATCH_SIZE >> Math.min(stage, STAGES - 2);
        }
    }
}
