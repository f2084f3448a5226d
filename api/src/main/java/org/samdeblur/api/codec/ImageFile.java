package org.samdeblur.api.codec;

import java.awt.image.WritableRaster;
import java.util.Optional;
import org.samdeblur.api.metadata.Metadata;

/**
 * What an image file holds.
 *
 * @param samples upright, interleaved, 1 to 4 bands of 8 or 16 bits: grey or RGB, then alpha if there is any
 * @param profile whose colours they are; empty for sRGB and grey of its curve
 * @param metadata what the file tells besides
 */
public record ImageFile(WritableRaster samples, Optional<ColourProfile> profile, Metadata metadata) {}
