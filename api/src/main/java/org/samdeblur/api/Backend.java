package org.samdeblur.api;

import java.util.Optional;

/**
 * An open backend: a runtime on a device, which loads networks. May be used by multiple threads at once; closing is
 * idempotent. Models must be closed before the backend that loaded them.
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
     * Returns the device networks really run on.
     *
     * @return never {@link Device#auto()}
     */
    Device device();

    /**
     * Returns why the device is not the best one might expect.
     *
     * @return the reason if {@link Device#auto()} fell back
     */
    default Optional<String> deviceNote() {
        return Optional.empty();
    }

    /**
     * Returns what networks are really computed in.
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
     * @param options how it is to run
     * @return the network, owned by the caller
     * @throws InvalidModelException if the source is not a deblurring network this backend can run
     */
    DeblurModel loadDeblurModel(ModelSource source, DeblurModelOptions options);

    /**
     * Loads a segmentation network.
     *
     * @param source where it is
     * @param settings how it finds all masks of an image
     * @return the segmenter, owned by the caller
     * @throws InvalidModelException if the source is not a segmentation network this backend can run
     */
    Segmenter loadSegmenter(ModelSource source, AutomaticMaskSettings settings);

    /** Releases the runtime's resources. */
    @Override
    void close();
}
