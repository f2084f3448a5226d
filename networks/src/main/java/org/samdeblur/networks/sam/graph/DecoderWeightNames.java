package org.samdeblur.networks.sam.graph;

import java.util.List;

/**
 * The names that a generation's checkpoints give the parts of prompt encoder and mask decoder; below these, the names are the same.
 *
 * @param promptEncoder what the names of the prompt encoder's weights begin with, without the dot
 * @param maskDecoder what those of the mask decoder's begin with, without the dot
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

    /** What makes masks of the image's tokens. */
    String upscaling() {
        return maskDecoder + ".output_upscaling";
    }

    /** What the names of the layers begin with that predict intersections over union, up to a layer's number. */
    String iouHead() {
        return maskDecoder + ".iou_prediction_head.layers.";
    }
}
