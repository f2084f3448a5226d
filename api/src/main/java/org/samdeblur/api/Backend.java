package org.samdeblur.api;

import java.util.Optional;

/**
 * An open backend: a runtime on a device, which loads networks. Implementations are safe for use by multiple threads,
 * and closing is idempotent. Models must be closed before the backend that loaded them.
 *
 * @since 0.1.0
 */
public interface Backend extends AutoCloseable {
    /**
     * Returns the provider's name.
     *
     * @return the name
     */
    String name();

    /**
     * Returns the device that networks run on.
     *
     * @return never {@link Device#auto()}
     */
    Device device();

    /**
     * Returns why a better device is not used.
     *
     * @return the reason if {@link Device#auto()} fell back
     */
    default Optional<String> deviceNote() {
        return Optional.empty();
    }

    /**
     * Returns the precision that networks are computed in.
     *
     * @return never {@link Precision#AUTO}; 32-bit floats by default
     */
    default Precision precision() {
        return Precision.FLOAT32;
    }

    /**
     * Loads a deblurring network.
     *
     * @param source where it is
     * @param options how to run it
     * @return the network, owned by the caller
     * @throws InvalidModelException if the source is not a deblurring network that this backend can run
     */
    DeblurModel loadDeblurModel(ModelSource source, DeblurModelOptions options);

    /**
     * Loads a segmentation network.
     *
     * @param source where it is
     * @param settings how it finds all masks of an image
     * @return the segmenter, owned by the caller
     * @throws InvalidModelException if the source is not a segmentation network that this backend can run
     */
    Segmenter loadSegmenter(ModelSource source, AutomaticMaskSettings settings);

    /** Releases the runtime's resources. */
    @Override
    void close();
}
