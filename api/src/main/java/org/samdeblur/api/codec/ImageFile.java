package org.samdeblur.api.codec;

import java.awt.image.WritableRaster;
import java.util.Optional;
import org.samdeblur.api.metadata.Metadata;

/**
 * The content of an image file.
 *
 * @param samples upright, interleaved, 1 to 4 bands of 8 or 16 bits: grey or RGB, then alpha if there is any
 * @param profile the colour profile of the samples; empty for sRGB, and for grey with sRGB's transfer curve
 * @param metadata the metadata
 */
public record ImageFile(WritableRaster samples, Optional<ColourProfile> profile, Metadata metadata) {}
