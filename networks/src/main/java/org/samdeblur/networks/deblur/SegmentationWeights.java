package org.samdeblur.networks.deblur;

import java.util.stream.Stream;
import org.samdeblur.networks.checkpoint.Checkpoint;

/** Recognises a segmentation network that is given as a deblurring network, so that the message can say so. */
final class SegmentationWeights {
    private static final String[] PREFIXES = {"image_encoder.", "vision_encoder.", "mask_decoder."};

    private SegmentationWeights() {}

    static boolean isLike(Checkpoint checkpoint) {
        return checkpoint.names().stream().anyMatch(name -> Stream.of(PREFIXES).anyMatch(name::startsWith));
    }
}
