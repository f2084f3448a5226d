package org.samdeblur.api;

import java.nio.FloatBuffer;

/**
 * How an image is padded to the size that its network needs.
 *
 * @since 0.1.0
 */
public enum Padding {
    /** With zeros, as in the published code. */
    ZERO,
    /**
     * With the image mirrored at its outermost rows and columns, which are not repeated. Unlike zeros, it causes no
     * dark edges and does not darken the means that a network computes over the whole image.
     */
    REFLECT;

    /**
     * Pads an image to the right and below.
     *
     * @param image {@code [C, H, W]}
     * @param size the height H' and width W' of the result, at least the image's
     * @return {@code [C, H', W']}
     * @throws IllegalArgumentException if the size is smaller than the image
     */
    public Tensor fill(Tensor image, ImageSize size) {
        if (size.height() < image.dim(1) || size.width() < image.dim(2)) {
            throw new IllegalArgumentException("cannot fill " + image + " up to " + size + ", which is smaller");
        }
        return fill(image, new Frame(size, 0, 0));
    }

    /** Pads an image to a frame. */
    Tensor fill(Tensor image, Frame frame) {
        ImageSize size = frame.size();
        return Tensor.create(values -> fill(image, values, frame), image.dim(0), size.height(), size.width());
    }

    /** Writes all of an image's channels into a buffer of zeros. */
    void fill(Tensor image, FloatBuffer values, Frame frame) {
        FloatBuffer pixels = image.data();
        int height = image.dim(1);
        int width = image.dim(2);
        ImageSize size = frame.size();
        float[] inside = new float[width];
        float[] row = new float[size.width()];
        int from = this == ZERO ? frame.top() : 0;
        int to = this == ZERO ? frame.top() + height : size.height();
        for (int channel = 0; channel < image.dim(0); channel++) {
            for (int y = from; y < to; y++) {
                pixels.get((channel * height + mirrored(y - frame.top(), height)) * width, inside);
                System.arraycopy(inside, 0, row, frame.left(), width);
                if (this == REFLECT) {
                    mirror(inside, row, frame.left());
                }
                values.put((channel * size.height() + y) * size.width(), row);
            }
        }
    }

    private static void mirror(float[] inside, float[] row, int left) {
        for (int x = 0; x < left; x++) {
            row[x] = inside[mirrored(x - left, inside.length)];
        }
        for (int x = left + inside.length; x < row.length; x++) {
            row[x] = inside[mirrored(x - left, inside.length)];
        }
    }

    /** Reflects at the first and last index without repeating them, as many times as needed. */
    private static int mirrored(int index, int length) {
        if (length == 1) {
            return 0;
        }
        int period = 2 * (length - 1);
        int phase = Math.floorMod(index, period);
        return phase < length ? phase : period - phase;
    }
}
