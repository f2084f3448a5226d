package org.samdeblur.api;

/**
 * Turns masks into the channels that a network takes in addition to the image's. {@link MapUnit} is the guidance of the
 * paper; the grey codes of its CAT baseline are another. Implementations are immutable and safe for use by multiple
 * threads.
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
     * Returns the grouping to apply to masks unless the user sets another.
     *
     * @return the grouping
     */
    Grouping grouping();

    /**
     * Computes the channels for one image.
     *
     * @param image {@code [3, H, W]} in [0, 1], already padded for the network
     * @param masks masks of the same height and width
     * @return {@code [channels(), H, W]}
     * @throws InvalidMaskException if the masks are of another size than the image
     */
    Tensor guide(Tensor image, MaskSet masks);

    /**
     * Returns the guidance of networks that take only the image.
     *
     * @return a guidance without channels
     */
    static MaskGuidance none() {
        return NoGuidance.INSTANCE;
    }
}
