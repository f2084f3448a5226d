package org.samdeblur.api;

/**
 * Finds the objects in an image. Implementations may be used by multiple threads at once.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Segmenter extends AutoCloseable {
    /**
     * Finds masks.
     *
     * @param image the image
     * @param progress receives progress
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
     * Returns the segmenter that finds nothing.
     *
     * @return a segmenter whose mask sets are empty; serializable
     */
    static Segmenter none() {
        return NoMasks.INSTANCE;
    }

    /** Releases what the segmenter holds. Does nothing by default. */
    @Override
    default void close() {}
}
