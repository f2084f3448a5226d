package org.samdeblur.networks.sam.graph;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Networks that are akin to Segment Anything and are not run here, known by names of their weights, and why they are not. */
enum RelatedNetworks {
    HQ_SAM(
            name -> name.contains("mask_decoder.hf_token.") || name.contains("mask_decoder.hf_mlp."),
            "this is an HQ-SAM, whose mask decoder mixes in features of the encoder's inner layers; such decoders are not run"
                    + " here, take the SAM or SAM 2 that it was made from"),
    SAM_3(
            name -> name.contains("detector.backbone.vision_backbone.")
                    || name.startsWith("detector_model.vision_encoder.")
                    || name.startsWith("tracker_model."),
            "this is a SAM 3, which finds things by words; it is not run here, take a SAM 2.1"),
    SAM_2_FOR_VIDEOS(
            name -> name.startsWith("memory_attention.") || name.startsWith("memory_encoder."),
            "these are the weights with which a SAM 2 follows things through videos; its image encoder is not among them,"
                    + " take the whole checkpoint");

    private final Predicate<String> known;
    private final String reason;

    RelatedNetworks(Predicate<String> known, String reason) {
        this.known = known;
        this.reason = reason;
    }

    /**
     * Says why a checkpoint is not run, if it is one of this network.
     *
     * @param names of its weights
     */
    Optional<String> reason(Set<String> names) {
        return names.stream().anyMatch(known) ? Optional.of(reason) : Optional.empty();
    }

    /**
     * Says why a checkpoint is not run, if it is one of these networks.
     *
     * @param names of its weights
     */
    static Optional<String> reasonOfAny(Set<String> names) {
        return Arrays.stream(values())
                .flatMap(network -> network.reason(names).stream())
                .findFirst();
    }
}
