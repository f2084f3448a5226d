package org.samdeblur.networks.sam.automatic;

/**
 * What decides whether a mask is kept, without its pixels.
 *
 * @param intersection pixels whose logit is above the threshold raised by the offset of the stability score
 * @param union pixels whose logit is above the threshold lowered by it
 * @param box around the pixels above the threshold, in the image of the {@link MaskUpsampler}
 */
record MaskExtent(int intersection, int union, Corners box) {
    /** The stability score: how much of the mask stays when the threshold moves. Not a number if there is no pixel at all. */
    float stability() {
        return (float) intersection / union;
    }
}
