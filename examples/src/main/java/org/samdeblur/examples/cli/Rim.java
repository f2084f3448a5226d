package org.samdeblur.examples.cli;

import org.samdeblur.api.Box;
import org.samdeblur.api.Mask;

/** What of a mask lies along its outline. The image's edge is no outline. */
final class Rim {
    private Rim() {}

    /**
     * Finds a mask's rim.
     *
     * @param mask the mask
     * @param thickness pixels
     * @return those of its pixels that are no further than this from one outside, along rows and columns
     */
    static Mask of(Mask mask, int thickness) {
        boolean[] inside = mask.toDense();
        boolean[] core = inside.clone();
        for (int i = 0; i < thickness; i++) {
            core = eroded(core, mask);
        }
        for (int i = 0; i < inside.length; i++) {
            inside[i] &= !core[i];
        }
        return Mask.of(mask.height(), mask.width(), inside);
    }

    /** Takes away what has a neighbour outside. Only the mask's box is looked at: nothing else is inside. */
    private static boolean[] eroded(boolean[] inside, Mask mask) {
        int width = mask.width();
        Box box = mask.boundingBox();
        boolean[] left = inside.clone();
        for (int y = box.y(); y < box.y() + box.height(); y++) {
            for (int x = box.x(); x < box.x() + box.width(); x++) {
                int i = y * width + x;
                left[i] = inside[i]
                        && (x == 0 || inside[i - 1])
                        && (x == width - 1 || inside[i + 1])
                        && (y == 0 || inside[i - width])
                        && (y == mask.height() - 1 || inside[i + width]);
            }
        }
        return left;
    }
}
