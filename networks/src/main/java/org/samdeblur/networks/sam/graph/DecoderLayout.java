package org.samdeblur.networks.sam.graph;

import java.util.List;
import org.samdeblur.networks.architecture.WeightShapes;

/**
 * The sizes of Segment Anything's prompt encoder and mask decoder (Kirillov et al., Segment Anything, ICCV 2023,
 * appendix A). SAM 2's has one more token, adds the encoder's finer maps in its upscaling, and predicts intersections
 * over union through a sigmoid (Ravi et al., SAM 2, 2024, appendix D).
 *
 * @param generation the model's generation
 * @param channels channels of the image's embedding and of every token
 * @param maskChannels inner channels of the prompt encoder's convolutions for masks, {@code mask_in_chans}
 * @param depth layers of the two-way transformer
 * @param heads heads of every attention
 * @param crossChannels inner channels of attention between tokens and image
 * @param mlpWidth width of the transformer's perceptrons
 * @param masks masks for every prompt, including the one for unambiguous prompts
 * @param upscaledChannels channels at twice the embedding's size
 * @param maskFeatures channels at four times the embedding's size, from which masks are computed
 * @param iouDepth layers of the head that predicts intersections over union
 * @param iouWidth the width of that head
 */
record DecoderLayout(
        SamGeneration generation,
        int channels,
        int maskChannels,
        int depth,
        int heads,
        int crossChannels,
        int mlpWidth,
        int masks,
        int upscaledChannels,
        int maskFeatures,
        int iouDepth,
        int iouWidth) {
    static final int POINT_KINDS = 4;
    static final int HYPER_DEPTH = 3;

    private static final int PUBLISHED_CHANNELS = 256;
    private static final int PUBLISHED_HEADS = 8;

    /**
     * Determines the sizes from names and shapes of weights.
     *
     * @throws org.samdeblur.api.InvalidModelException if a weight that determines a size is missing or has another
     *     number of axes
     */
    static DecoderLayout of(WeightShapes shapes, SamConfig config) {
        DecoderWeightNames names = DecoderWeightNames.of(SamGeneration.SAM);
        int channels =
                shapes.shape(names.maskDecoder() + ".mask_tokens.weight", 2).get(1);
        return of(SamGeneration.SAM, shapes, heads(shapes, config, channels));
    }

    /**
     * Determines the sizes of a SAM 2's decoder from names and shapes of weights.
     *
     * @throws org.samdeblur.api.InvalidModelException if a weight that determines a size is missing or has another
     *     number of axes
     */
    static DecoderLayout ofSam2(WeightShapes shapes) {
        return of(SamGeneration.SAM2, shapes, PUBLISHED_HEADS);
    }

    private static DecoderLayout of(SamGeneration generation, WeightShapes shapes, int heads) {
        DecoderWeightNames names = DecoderWeightNames.of(generation);
        List<Integer> tokens = shapes.shape(names.maskDecoder() + ".mask_tokens.weight", 2);
        String firstLayer = names.transformer() + ".layers.0.";
        DecoderLayout layout = new DecoderLayout(
                generation,
                tokens.get(1),
                outputs(shapes, names.promptEncoder() + ".mask_downscaling.3.weight", 4),
                shapes.count(names.transformer() + ".layers."),
                heads,
                outputs(shapes, firstLayer + "cross_attn_token_to_image.q_proj.weight", 2),
                outputs(shapes, firstLayer + names.perceptron().get(0) + ".weight", 2),
                tokens.get(0),
                shapes.shape(names.upscaling() + ".0.weight", 4).get(1),
                shapes.shape(names.upscaling() + ".3.weight", 4).get(1),
                shapes.count(names.iouHead()),
                outputs(shapes, names.iouHead() + "0.weight", 2));
        layout.requireDivisible(shapes);
        return layout;
    }

    /** No shape determines the number of heads, and a wrong number would silently give wrong masks. */
    private static int heads(WeightShapes shapes, SamConfig config, int channels) {
        if (config.decoderHeads().isEmpty() && channels != PUBLISHED_CHANNELS) {
            throw shapes.misfit(
                    "its decoder's " + channels + " channels differ from the published " + PUBLISHED_CHANNELS
                            + ", so its number of heads is not known; state it in a config.json beside the file"
                            + " ({\"decoder\": {\"num_heads\": ...}})");
        }
        return config.decoderHeads().orElse(PUBLISHED_HEADS);
    }

    private static int outputs(WeightShapes shapes, String weight, int axes) {
        return shapes.shape(weight, axes).get(0);
    }

    private void requireDivisible(WeightShapes shapes) {
        if (channels % heads != 0 || crossChannels % heads != 0) {
            throw shapes.misfit(
                    "its decoder's " + heads + " heads do not divide " + channels + " and " + crossChannels
                            + " channels; state the number of heads in a config.json beside the file (\"decoder\": {\"num_heads\": ...})");
        }
        if (maskChannels % 4 != 0 || channels % 2 != 0) {
            throw shapes.misfit("its prompt encoder has " + channels + " and " + maskChannels
                    + " channels, which are not multiples of 2 and 4");
        }
    }

    /** The names of the parts in the checkpoint. */
    DecoderWeightNames names() {
        return DecoderWeightNames.of(generation);
    }

    boolean isOfSam2() {
        return generation == SamGeneration.SAM2;
    }

    /**
     * The index of the token for the predicted intersection over union. SAM 2 has a token for the object's presence
     * before it.
     */
    int iouToken() {
        return isOfSam2() ? 1 : 0;
    }

    /**
     * The number of output tokens, which precede those of the prompt. The tokens of masks follow the one for the
     * predicted intersection over union.
     */
    int outputTokens() {
        return iouToken() + 1 + masks;
    }

    /** Channels per head of the attention between tokens and image. */
    int crossHeadChannels() {
        return crossChannels / heads;
    }
}
