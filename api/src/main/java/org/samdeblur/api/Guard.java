package org.samdeblur.api;

/**
 * What happens where a network has collapsed: where no blur leads from its output back to the input, so that the output shows what the
 * network made up. It is found without a sharp image, in regions of about a fortieth of the image's longer side or more.
 *
 * @since 0.1.0
 */
public enum Guard {
    /** Collapse is not looked for. */
    OFF,
    /** {@link DeblurResult#collapsedRegions()} says where the network has collapsed; the image is left as it is. */
    REPORT,
    /** The image fades back to the input there as well. */
    FADE;

    /**
     * Finds the regions in which a deblurred image, made by this library or elsewhere, does not fit the blurred one.
     *
     * @param input the blurred image
     * @param output the deblurred image, of the same size
     * @return the regions; none if the output is healthy
     * @throws InvalidImageException if the sizes differ
     */
    public static MaskSet collapsedRegions(Image input, Image output) {
        if (!input.size().equals(output.size())) {
            throw new InvalidImageException("the output has " + output.size() + " pixels, the input " + input.size());
        }
        return Finishing.collapsedRegions(input, output);
    }
}
