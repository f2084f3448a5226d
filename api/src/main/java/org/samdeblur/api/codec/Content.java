package org.samdeblur.api.codec;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.util.Optional;

/** What an image is read for, which decides about palettes. */
enum Content {
    /** Grey or RGB: palettes are looked up. */
    COLOURS {
        @Override
        WritableRaster samplesOf(BufferedImage picture, Optional<ColourProfile> profile) {
            boolean isOfColours = profile.filter(given -> !given.isGrey()).isPresent();
            return isOfColours ? Samples.ofColours(picture) : Samples.of(picture);
        }
    },
    /** Numbers: of a palette with colours, the indexes. */
    LABELS {
        @Override
        WritableRaster samplesOf(BufferedImage picture, Optional<ColourProfile> profile) {
            return Samples.labelsOf(picture);
        }
    };

    /** Returns a decoded picture's samples, as its file stores them. */
    abstract WritableRaster samplesOf(BufferedImage picture, Optional<ColourProfile> profile);
}
