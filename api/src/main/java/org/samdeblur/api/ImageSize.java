package org.samdeblur.api;

/**
 * The size of an image.
 *
 * @param height rows, at least 1
 * @param width columns, at least 1
 */
public record ImageSize(int height, int width) {
    /**
     * Checks the sizes.
     *
     * @param height rows, at least 1
     * @param width columns, at least 1
     * @throws IllegalArgumentException if one is below 1
     */
    public ImageSize {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("an image cannot be of " + width + "×" + height + " pixels");
        }
    }

    /** Returns width × height, as people say it. */
    @Override
    public String toString() {
        return width + "×" + height;
    }
}
