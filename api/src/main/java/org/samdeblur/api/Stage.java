package org.samdeblur.api;

/**
 * The steps of deblurring one image, in their order.
 *
 * @since 0.1.0
 */
public enum Stage {
    /** Finding masks. */
    SEGMENT,
    /** Turning masks into groups. */
    GROUP,
    /** Averaging image features over the masks. */
    MAP,
    /** Running the deblurring network over all tiles. */
    NETWORK,
    /** Clamping, and going back to the input's own format. */
    FINISH
}
