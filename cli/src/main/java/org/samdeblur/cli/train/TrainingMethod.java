package org.samdeblur.cli.train;

import org.samdeblur.api.MapEncoder;
import org.samdeblur.api.MaskGuidance;
import org.samdeblur.map.GreyCodes;
import org.samdeblur.map.MaskAveragePooling;

/** What a network in training is given beside the image: the rows of the paper's table. */
enum TrainingMethod {
    /** Nothing. */
    NONE,
    /** The masks' grey codes as one more channel. */
    CAT,
    /** Features averaged over masks. */
    MAP,
    /** The same, with masks dropped in training. */
    MAP_DROPOUT;

    /**
     * Makes what turns masks into channels.
     *
     * @param channels how many a MAP unit has
     * @param seed where its weights come from
     */
    MaskGuidance guidance(int channels, long seed) {
        return switch (this) {
            case NONE -> MaskGuidance.none();
            case CAT -> new GreyCodes();
            case MAP, MAP_DROPOUT -> new MaskAveragePooling(MapEncoder.random(channels, seed));
        };
    }

    /** Returns the part of the masks to drop. */
    double dropout() {
        return this == MAP_DROPOUT ? 0.5 : 0;
    }
}
