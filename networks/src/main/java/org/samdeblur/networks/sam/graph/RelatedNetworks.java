package org.samdeblur.networks.sam.graph;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Relatives of Segment Anything that are not supported, recognised by names of their weights. */
enum RelatedNetworks {
    HQ_SAM(
            name -> name.contains("mask_decoder.hf_token.") || name.contains("mask_decoder.hf_mlp."),
            "this is an HQ-SAM, whose mask decoder also takes features of the encoder's inner layers, which is not supported"
                    + "; use the SAM or SAM 2 that it was made from"),
    SAM_3(
            name -> name.contains("detector.backbone.vision_backbone.")
                    || name.startsWith("detector_model.vision_encoder.")
                    || name.startsWith("tracker_model."),
            "this is a SAM 3, which is not supported; use a SAM 2.1"),
    SAM_2_FOR_VIDEOS(
            name -> name.startsWith("memory_attention.") || name.startsWith("memory_encoder."),
            "these are only SAM 2's weights for tracking in videos, without the image encoder;"
                    + " use the whole checkpoint");

    private final Predicate<String> known;
    private final String reason;

    RelatedNetworks(Predicate<String> known, String reason) {
        this.known = known;
        this.reason = reason;
    }

    /**
     * Returns why a checkpoint is not supported, if it is of this network.
     *
     * @param names of its weights
     */
    Optional<String> reason(Set<String> names) {
        return names.stream().anyMatch(known) ? Optional.of(reason) : Optional.empty();
    }

    /**
     * Returns why a checkpoint is not supported, if it is of one of these networks.
     *
     * @param names of its weights
     */
    static Optional<String> reasonOfAny(Set<String> names) {
        return Arrays.stream(values())
                .flatMap(network -> network.reason(names).stream())
                .findFirst();
    }
}
