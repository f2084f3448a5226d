package org.samdeblur.map;

import java.util.Arrays;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskSet;

/**
 * Walks over an image pixel by pixel and tells at which ones masks begin and end. Its work and memory grow with the number
 * of runs, not with the number of masks times the number of pixels.
 */
final class MaskSweep {
    private final int pixels;
    /** Where runs begin and end, ascending: position, then mask, then 1 for a beginning. */
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

    /** Hears of the walk. */
    interface Visitor {
        /** The following pixels lie in one more mask. */
        void enter(int mask);

        /** The following pixels lie in one mask less. */
        void leave(int mask);

        /** Pixels that all lie in the same masks, at least one. */
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
