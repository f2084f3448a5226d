package org.samdeblur.map;

import java.util.Arrays;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskSet;

/**
 * Visits the pixels of an image in order and reports where masks begin and end. Time and memory grow with the number of
 * runs, not with the number of masks times the number of pixels.
 */
final class MaskSweep {
    private final int pixels;
    /** The starts and ends of runs in ascending order: position, then mask, then 1 for a start. */
    private final long[] boundaries;

    MaskSweep(MaskSet masks) {
        pixels = masks.height() * masks.width();
        int runs = 0;
        for (Mask mask : masks.masks()) {
            runs += mask.counts().length / 2;
        }
        boundaries = new long[2 * runs];
        int[] filled = {0};
        for (int i = 0; i < masks.size(); i++) {
            long id = (long) i << 1;
            masks.masks().get(i).forEachRun((from, to) -> {
                boundaries[filled[0]++] = (long) from << Integer.SIZE | id | 1;
                boundaries[filled[0]++] = (long) to << Integer.SIZE | id;
            });
        }
        Arrays.sort(boundaries);
    }

    /** Receives the events of a sweep. */
    interface Visitor {
        /** The following pixels are inside this mask. */
        void enter(int mask);

        /** The following pixels are outside this mask. */
        void leave(int mask);

        /** At least one pixel, from {@code from} to before {@code to}, all inside the same masks. */
        void stretch(int from, int to);
    }

    void walk(Visitor visitor) {
        int position = 0;
        for (long boundary : boundaries) {
            int at = (int) (boundary >>> Integer.SIZE);
            if (at > position) {
                visitor.stretch(position, at);
                position = at;
            }
            int mask = (int) boundary >>> 1;
            if ((boundary & 1) == 1) {
                visitor.enter(mask);
            } else {
                visitor.leave(mask);
            }
        }
        if (position < pixels) {
            visitor.stretch(position, pixels);
        }
    }
}
