package org.samdeblur.api;

import java.nio.FloatBuffer;

/** What fills an image up, right and bottom, to the size its network needs. */
public enum Padding {
    /** Zeros, as the published code does. */
    ZERO,
    /**
     * The image mirrored at its last row and column. It keeps a dark rim off the edge, and off the means that a network takes
     * over the whole image.
     */
    REFLECT;

    /**
     * Fills an image up.
     *
     * @param image {@code [C, H, W]}, all of whose channels are filled up alike
     * @param size height and width to come to, at least the image's
     * @return {@code [C, H', W']}
     * @throws IllegalArgumentException if the size is smaller than the image
     */
    public Tensor fill(Tensor image, ImageSize size) {
        if (size.height() < image.dim(1) || size.width() < image.dim(2)) {
            throw new IllegalArgumentException("cannot fill " + image + " up to " + size + ", which is smaller");
        }
        return Tensor.create(values -> fill(image, values, size), image.dim(0), size.height(), size.width());
    }

    /** Writes all of an image's channels into a buffer of zeros. */
    void fill(Tensor image, FloatBuffer values, ImageSize size) {
        FloatBuffer pixels = image.data();
        int height = image.dim(1);
        int width = image.dim(2);
        float[] row = new float[size.width()];
        int rows = this == ZERO ? height : size.height();
        for (int channel = 0; channel < image.dim(0); channel++) {
            for (int y = 0; y < rows; y++) {
                pixels.get((channel * height + mirrored(y, height)) * width, row, 0, width);
                if (this == REFLECT) {
                    for (int x = width; x < row.length; x++) {
                        row[x] = row[mirrored(x, width)];
                    }
                }
                values.put((channel * size.height() + y) * size.width(), row);
            }
        }
    }

    /** Reflects at the last and first index without repeating them, as often as it takes. */
    private static int mirrored(int index, int length) {
        if (length == 1) {
            return 0;
        }
        int period = 2 * (length - 1);
        int phase = index % period;
        return phase < length ? phase : period - phase;
    }
}
