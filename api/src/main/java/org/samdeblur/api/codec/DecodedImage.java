package org.samdeblur.api.codec;

import java.awt.image.WritableRaster;
import java.util.Optional;

/**
 * An image as its file stores it.
 *
 * @param samples interleaved grey or RGB samples of 8 or 16 bits, with alpha last if there is any
 * @param orientation the orientation of the stored pixels
 * @param profile the colour profile, if the samples have not been converted to sRGB
 */
record DecodedImage(WritableRaster samples, Orientation orientation, Optional<ColourProfile> profile) {}
