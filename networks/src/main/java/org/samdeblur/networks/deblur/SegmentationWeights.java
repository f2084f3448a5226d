package org.samdeblur.networks.deblur;

import java.util.stream.Stream;
import org.samdeblur.networks.checkpoint.Checkpoint;

/** Tells a segmentation network given for a deblurring network, so that it can be said. */
final class SegmentationWeights {
    private static final String[] PREFIXES = {"image_encoder.", "vision_encoder.", "mask_decoder."};

    private SegmentationWeights() {}

    static boolean isLike(Checkpoint checkpoint) {
        return checkpoint.names().stream().anyMatch(name -> Stream.of(PREFIXES).anyMatch(name::startsWith));
    }
}
