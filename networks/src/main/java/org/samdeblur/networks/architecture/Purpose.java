package org.samdeblur.networks.architecture;

import java.util.stream.Stream;
import org.samdeblur.networks.checkpoint.Checkpoint;

/** What a network is for, by the first words of its weights' names, so that one in the wrong place can be told so. */
public enum Purpose {
    DEBLURRING("intro."),
    SEGMENTATION("image_encoder.", "vision_encoder.", "mask_decoder."),
    UNKNOWN;

    private final String[] prefixes;

    Purpose(String... prefixes) {
        this.prefixes = prefixes;
    }

    public static Purpose of(Checkpoint checkpoint) {
        return Stream.of(DEBLURRING, SEGMENTATION)
                .filter(purpose -> purpose.isOf(checkpoint))
                .findFirst()
                .orElse(UNKNOWN);
    }

    private boolean isOf(Checkpoint checkpoint) {
        return checkpoint.names().stream().anyMatch(name -> Stream.of(prefixes).anyMatch(name::startsWith));
    }
}
