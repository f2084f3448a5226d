package org.samdeblur.cli.overlay;

import java.util.Arrays;
import org.samdeblur.api.Box;
import org.samdeblur.api.Mask;

/** What of a mask lies along its outline. The image's edge is no outline. Only the mask's box is ever looked at. */
final class MaskOutline {
    private final int height;
    private final int width;
    private final Box box;
    private final boolean[] pixels;

    private MaskOutline(Mask mask) {
        height = mask.height();
        width = mask.width();
        box = mask.boundingBox();
        pixels = new boolean[box.width() * box.height()];
    }

    /**
     * Finds a mask's rim.
     *
     * @param mask the mask
     * @param thickness pixels
     * @return those of its pixels that are no further than this from one outside, along rows and columns
     */
    static MaskOutline of(Mask mask, int thickness) {
        MaskOutline rim = new MaskOutline(mask);
        mask.forEachRun(rim::add);
        boolean[] core = rim.pixels.clone();
        for (int i = 0; i < thickness; i++) {
            core = rim.eroded(core);
        }
        for (int i = 0; i < core.length; i++) {
            rim.pixels[i] &= !core[i];
        }
        return rim;
    }

    /** Adds a run of the mask, which may go on from row to row. */
    private void add(int from, int to) {
        for (int at = from; at < to; ) {
            int y = at / width;
            int end = Math.min(to, (y + 1) * width);
            int start = (y - box.y()) * box.width() + at % width - box.x();
            Arrays.fill(pixels, start, start + end - at, true);
            at = end;
        }
    }

    /** Takes away what has a neighbour outside. */
    private boolean[] eroded(boolean[] inside) {
        boolean[] left = new boolean[inside.length];
        for (int y = 0, i = 0; y < box.height(); y++) {
            for (int x = 0; x < box.width(); x++, i++) {
                left[i] = inside[i]
                        && (x > 0 ? inside[i - 1] : box.x() == 0)
                        && (x < box.width() - 1 ? inside[i + 1] : box.x() + box.width() == width)
                        && (y > 0 ? inside[i - box.width()] : box.y() == 0)
                        && (y < box.height() - 1 ? inside[i + box.width()] : box.y() + box.height() == height);
            }
        }
        return left;
    }

    /** Visits its pixels, run by run and row by row, as the image counts them. */
    void forEachRun(Mask.RunVisitor visitor) {
        for (int y = 0; y < box.height(); y++) {
            int row = (box.y() + y) * width + box.x();
            for (int x = 0; x < box.width(); x++) {
                int start = x;
                while (x < box.width() && pixels[y * box.width() + x]) {
                    x++;
                }
                if (x > start) {
                    visitor.run(row + start, row + x);
                }
            }
        }
    }
}
