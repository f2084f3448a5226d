package org.samdeblur.api;

/**
 * Turns masks into the channels that a network takes beside the image's. {@link MapUnit} is the one the method is named
 * for; the grey codes of the CAT baseline are another. Implementations are immutable and may be used by many threads.
 *
 * @since 0.1.0
 */
public interface MaskGuidance {
    /**
     * Returns the number of channels added to the image's.
     *
     * @return S, 0 or more
     */
    int channels();

    /**
     * Returns the grouping that masks should have gone through unless the user asks for another.
     *
     * @return the grouping
     */
    Grouping grouping();

    /**
     * Makes the channels for one image.
     *
     * @param image {@code [3, H, W]} in [0, 1], already padded for the network
     * @param masks masks of the same height and width
     * @return {@code [channels(), H, W]}
     * @throws InvalidMaskException if the masks are of another size than the image
     */
    Tensor guide(Tensor image, MaskSet masks);

    /**
     * Returns the guidance of networks that take the image alone.
     *
     * @return no channels
     */
    static MaskGuidance none() {
        return NoGuidance.INSTANCE;
    }
}
