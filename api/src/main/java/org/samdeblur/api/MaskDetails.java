package org.samdeblur.api;

import java.io.Serializable;

/**
 * What a promptable segmenter knows of a mask beside its pixels, under Segment Anything's names. A number it does not know is
 * {@link #UNKNOWN}: a mask found by a box has no point, and one found by a user's prompt no stability score.
 *
 * @param predictedIou the network's own estimate of the mask's intersection over union with the truth
 * @param stabilityScore intersection over union of the mask cut at a higher and at a lower threshold
 * @param pointX column of the point that prompted the mask, in pixels of the image
 * @param pointY row of that point
 * @param cropBox the part of the image that the network saw
 */
public record MaskDetails(double predictedIou, double stabilityScore, double pointX, double pointY, Box cropBox)
        implements Serializable {
    /** Stands for a number that is not known: not a number. */
    public static final double UNKNOWN = Double.NaN;
}
