package org.samdeblur.api;

/**
 * The stages of deblurring an image, in their order.
 *
 * @since 0.1.0
 */
public enum Stage {
    /** Finding masks. */
    SEGMENT,
    /** Grouping masks. */
    GROUP,
    /** Averaging image features over the masks. */
    MAP,
    /** Running the deblurring network over all tiles. */
    NETWORK,
    /** Clamping the output, mixing it with the input, and converting it to the input's format. */
    FINISH
}
