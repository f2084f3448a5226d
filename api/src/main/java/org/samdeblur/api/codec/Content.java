package org.samdeblur.api.codec;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.util.Optional;

/** What an image is read for, which decides about palettes and colour profiles. */
enum Content {
    /** Grey or sRGB: palettes are looked up, profiles applied. */
    COLOURS {
        @Override
        WritableRaster samplesOf(BufferedImage picture, Optional<ColourProfile> profile) {
            boolean isOfColours = profile.filter(given -> !given.isGrey()).isPresent();
            return isOfColours ? Samples.ofColours(picture) : Samples.of(picture);
        }

        @Override
        WritableRaster finish(DecodedImage image) {
            WritableRaster samples = image.samples();
            return image.orientation()
                    .apply(image.profile().map(given -> given.toSrgb(samples)).orElse(samples));
        }
    },
    /** Numbers: of a palette with colours, the indexes; no profile is applied. */
    LABELS {
        @Override
        WritableRaster samplesOf(BufferedImage picture, Optional<ColourProfile> profile) {
            return Samples.labelsOf(picture);
        }

        @Override
        WritableRaster finish(DecodedImage image) {
            return image.orientation().apply(image.samples());
        }
    };

    /** Returns a decoded picture's samples, as its file stores them. */
    abstract WritableRaster samplesOf(BufferedImage picture, Optional<ColourProfile> profile);

    /** Returns the samples upright, and in sRGB if they are colours. */
    abstract WritableRaster finish(DecodedImage image);
}
