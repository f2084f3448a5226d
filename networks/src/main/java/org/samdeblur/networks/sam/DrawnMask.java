package org.samdeblur.networks.sam;

import org.samdeblur.api.Mask;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.sam.pixels.MaskFrame;

/** Makes of a mask that no network drew the logits one might have drawn. */
final class DrawnMask {
    /** About what the published models answer where they are certain. */
    private static final float CERTAIN = 10;

    private DrawnMask() {}

    /**
     * Draws a mask at the decoder's size: each value goes from −10 to 10 with the share of its pixels that are inside.
     *
     * @return {@code [1, 1, m, m]}
     * @throws IllegalArgumentException if the mask is not of the image's size
     */
    static Tensor logits(Mask mask, MaskFrame frame) {
        if (mask.height() != frame.image().height()
                || mask.width() != frame.image().width()) {
            throw new IllegalArgumentException("a mask of " + mask.width() + "×" + mask.height()
                    + " pixels does not prompt an image of " + frame.image());
        }
        boolean[] inside = mask.toDense();
        int size = frame.mask();
        int[] columns = edges(mask.width(), frame.resized().width(), frame);
        int[] rows = edges(mask.height(), frame.resized().height(), frame);
        return Tensor.create(
                values -> {
                    for (int row = 0; row < size; row++) {
                        for (int column = 0; column < size; column++) {
                            double share = share(
                                    inside,
                                    mask.width(),
                                    rows[row],
                                    rows[row + 1],
                                    columns[column],
                                    columns[column + 1]);
                            values.put((float) (CERTAIN * (2 * share - 1)));
                        }
                    }
                },
                1,
                1,
                size,
                size);
    }

    /** Where the pixels under each value begin, and where the last one's end; none beyond the image. */
    private static int[] edges(int length, int resized, MaskFrame frame) {
        int[] edges = new int[frame.mask() + 1];
        double pixelsPerValue = (double) frame.input() / frame.mask() * length / resized;
        for (int i = 0; i < edges.length; i++) {
            edges[i] = (int) Math.min(length, Math.round(i * pixelsPerValue));
        }
        return edges;
    }

    /** The part of a rectangle that is inside; an empty one takes its upper left pixel's word, beyond the image all is outside. */
    private static double share(boolean[] inside, int width, int top, int bottom, int left, int right) {
        int height = inside.length / width;
        if (top >= height || left >= width) {
            return 0;
        }
        int lower = Math.max(bottom, top + 1);
        int far = Math.max(right, left + 1);
        int count = 0;
        for (int y = top; y < lower; y++) {
            for (int x = left; x < far; x++) {
                count += inside[y * width + x] ? 1 : 0;
            }
        }
        return (double) count / ((lower - top) * (far - left));
    }
}
