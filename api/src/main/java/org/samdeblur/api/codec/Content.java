package org.samdeblur.api.codec;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.util.Optional;

/** What the pixels of an image mean, which determines how palettes are read. */
enum Content {
    /** Colours: palette indexes are replaced by their colours. */
    COLOURS {
        @Override
        WritableRaster samplesOf(BufferedImage picture, Optional<ColourProfile> profile) {
            boolean isOfColours = profile.filter(given -> !given.isGrey()).isPresent();
            return isOfColours ? Samples.ofColours(picture) : Samples.of(picture);
        }
    },
    /** Labels: the indexes of a palette with colours are kept. */
    LABELS {
        @Override
        WritableRaster samplesOf(BufferedImage picture, Optional<ColourProfile> profile) {
            return Samples.labelsOf(picture);
        }
    };

    /** Returns a decoded picture's samples, as its file stores them. */
    abstract WritableRaster samplesOf(BufferedImage picture, Optional<ColourProfile> profile);
}
