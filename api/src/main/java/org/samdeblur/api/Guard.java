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
    FADE
}
