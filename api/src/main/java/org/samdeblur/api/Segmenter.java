package org.samdeblur.api;

/**
 * Finds masks of the objects in an image. Implementations are safe for use by multiple threads.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Segmenter extends AutoCloseable {
    /**
     * Finds masks.
     *
     * @param image the image
     * @param progress receives progress, and may cancel the work
     * @return the masks, of the image's size; may overlap, may be none
     * @throws CancelledException if {@code progress} cancels the work
     */
    MaskSet segment(Image image, Progress progress);

    /**
     * Finds masks.
     *
     * @param image the image
     * @return the masks, of the image's size; may overlap, may be none
     */
    default MaskSet segment(Image image) {
        return segment(image, Progress.NONE);
    }

    /**
     * Returns a segmenter that finds no masks.
     *
     * @return the segmenter; serializable
     */
    static Segmenter none() {
        return NoMasks.INSTANCE;
    }

    /** Releases the segmenter's resources. Does nothing by default. */
    @Override
    default void close() {}
}
