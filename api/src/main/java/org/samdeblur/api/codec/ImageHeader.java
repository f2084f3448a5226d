package org.samdeblur.api.codec;

import java.util.Optional;

/**
 * What must be known of a file besides its decoded pixels.
 *
 * @param orientation how the stored pixels are to be turned
 * @param iccProfile the colours' profile if there is one; empty for TIFF, whose decoder attaches it to what it reads
 * @param predictor what is to be undone with the decoded samples, before anything else
 */
record ImageHeader(Orientation orientation, Optional<byte[]> iccProfile, Optional<HorizontalPredictor> predictor) {
    /** Nothing to heed. */
    static final ImageHeader PLAIN = new ImageHeader(Orientation.UPRIGHT, Optional.empty());

    ImageHeader(Orientation orientation, Optional<byte[]> iccProfile) {
        this(orientation, iccProfile, Optional.empty());
    }
}
