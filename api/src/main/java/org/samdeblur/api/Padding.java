package org.samdeblur.api;

import java.nio.FloatBuffer;

/**
 * What fills an image up to the size that its network needs.
 *
 * @since 0.1.0
 */
public enum Padding {
    /** Zeros, as the published code does. */
    ZERO,
    /**
     * The image mirrored at its last row and column. It keeps a dark rim off the edge, and off the means that a network takes
     * over the whole image.
     */
    REFLECT;

    /**
     * Fills an image up at the right and below.
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
        return fill(image, new Frame(size, 0, 0));
    }

    /** Fills an image up that lies in a frame. */
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

    /** Reflects at the last and first index without repeating them, as often as it takes. */
    private static int mirrored(int index, int length) {
        if (length == 1) {
            return 0;
        }
        int period = 2 * (length - 1);
        int phase = Math.floorMod(index, period);
        return phase < length ? phase : period - phase;
    }
}
