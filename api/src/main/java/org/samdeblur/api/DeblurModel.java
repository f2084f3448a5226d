package org.samdeblur.api;

/**
 * A deblurring network. Implementations are safe for use by multiple threads. Closing is idempotent; using a closed
 * model throws an {@link IllegalStateException}.
 *
 * @since 0.1.0
 */
public interface DeblurModel extends AutoCloseable {
    /**
     * Describes the network.
     *
     * @return the description
     */
    ModelInfo info();

    /**
     * Returns the guidance that computes the channels in addition to the image's.
     *
     * @return the guidance; {@link MaskGuidance#none()} unless the network takes masks
     */
    default MaskGuidance guidance() {
        return MaskGuidance.none();
    }

    /**
     * Runs the network on one image or tile. Implementations must not use the input after the call, since its memory is
     * reused for the next tile.
     *
     * @param input {@code [inputChannels, H, W]}, the image in [0, 1] first, then the guidance's channels; H and W as
     *     {@link #info()} requires
     * @return {@code [3, H, W]}, not clamped
     * @throws BackendException if the runtime fails
     */
    Tensor run(Tensor input);

    /** Releases the network's resources. Does nothing by default. */
    @Override
    default void close() {}
}
