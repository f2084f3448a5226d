package org.samdeblur.api;

/**
 * How to treat regions in which a network has collapsed. There, no blur turns the output back into the input: the
 * output shows content that the network made up. Collapse is detected without a sharp image, in regions of about a
 * fortieth of the image's longer side or more.
 *
 * @since 0.1.0
 */
public enum Guard {
    /** Does not look for collapse. */
    OFF,
    /** Reports the regions as {@link DeblurResult#collapsedRegions()}, and leaves the image as it is. */
    REPORT,
    /** Reports the regions, and fades the image back to the input there. */
    FADE;

    /**
     * Finds the regions in which a deblurred image, made by this library or elsewhere, does not fit the blurred one.
     *
     * @param input the blurred image
     * @param output the deblurred image, of the same size
     * @return disjoint masks of the image's size; none if nothing has collapsed
     * @throws InvalidImageException if the sizes differ
     */
    public static MaskSet collapsedRegions(Image input, Image output) {
        if (!input.size().equals(output.size())) {
            throw new InvalidImageException("the output has " + output.size() + " pixels, the input " + input.size());
        }
        return Finishing.collapsedRegions(input, output);
    }
}
