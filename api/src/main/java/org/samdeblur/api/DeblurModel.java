package org.samdeblur.api;

/**
 * A deblurring network. Implementations may be used by multiple threads at once; closing is idempotent, and using a closed
 * model is an {@link IllegalStateException}.
 *
 * @since 0.1.0
 */
public interface DeblurModel extends AutoCloseable {
    /**
     * Describes the network.
     *
     * @return what it takes
     */
    ModelInfo info();

    /**
     * Returns what makes the channels in addition to the image's.
     *
     * @return the guidance; {@link MaskGuidance#none()} unless the network is made for masks
     */
    default MaskGuidance guidance() {
        return MaskGuidance.none();
    }

    /**
     * Runs the network on one image or tile. The input is the network's to read during the call only: its memory serves
     * the next tile afterwards.
     *
     * @param input {@code [inputChannels, H, W]}, the image in [0, 1] first, then the guidance's channels; H and W as
     *     {@link #info()} demands
     * @return {@code [3, H, W]}, not clamped
     * @throws BackendException if the runtime fails
     */
    Tensor run(Tensor input);

    /** Releases what the network holds. Does nothing by default. */
    @Override
    default void close() {}
}
