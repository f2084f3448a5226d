package org.samdeblur.api.codec;

import java.awt.image.WritableRaster;
import java.util.Optional;

/**
 * An image as its file stores it.
 *
 * @param samples interleaved grey or RGB samples of 8 or 16 bits, with alpha last if there is any
 * @param orientation how the stored pixels are to be turned
 * @param profile the colours' profile, if it still has to be applied
 */
record DecodedImage(WritableRaster samples, Orientation orientation, Optional<ColourProfile> profile) {}
