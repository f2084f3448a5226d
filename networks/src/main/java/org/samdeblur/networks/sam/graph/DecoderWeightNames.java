package org.samdeblur.networks.sam.graph;

import java.util.List;

/**
 * The names of the parts of prompt encoder and mask decoder in a generation's checkpoints. Names within these parts are
 * the same for all generations.
 *
 * @param promptEncoder the prefix of the prompt encoder's weights, without the dot
 * @param maskDecoder the prefix of the mask decoder's weights, without the dot
 * @param perceptron the two layers of the transformer's perceptrons
 */
record DecoderWeightNames(String promptEncoder, String maskDecoder, List<String> perceptron) {
    static DecoderWeightNames of(SamGeneration generation) {
        return switch (generation) {
            case SAM -> new DecoderWeightNames("prompt_encoder", "mask_decoder", List.of("mlp.lin1", "mlp.lin2"));
            case SAM2 ->
                new DecoderWeightNames(
                        "sam_prompt_encoder", "sam_mask_decoder", List.of("mlp.layers.0", "mlp.layers.1"));
        };
    }

    /** The two-way transformer. */
    String transformer() {
        return maskDecoder + ".transformer";
    }

    /** The part that computes masks from the image's tokens. */
    String upscaling() {
        return maskDecoder + ".output_upscaling";
    }

    /** The prefix of the layers that predict intersections over union, up to a layer's number. */
    String iouHead() {
        return maskDecoder + ".iou_prediction_head.layers.";
    }
}
