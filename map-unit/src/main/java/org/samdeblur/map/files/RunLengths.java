package org.samdeblur.map.files;

import java.util.Arrays;

/** Builds run lengths, which are alternately outside and inside, starting with a run outside. */
final class RunLengths {
    private final MaskLimits limits;
    private int[] counts = new int[4];
    private int size = 1;

    RunLengths(MaskLimits limits) {
        this.limits = limits;
    }

    /** Appends pixels. Fails if there are too many runs. */
    void add(boolean inside, int pixels) {
        boolean current = size % 2 == 0;
        if (inside != current && pixels > 0) {
            if (inside) {
                limits.addRuns(1);
            }
            counts = size == counts.length ? Arrays.copyOf(counts, 2 * size) : counts;
            counts[size++] = 0;
        }
        counts[size - 1] += pixels;
    }

    /** Returns the lengths, without a last run outside. The first one is 0 if the first pixel is inside. */
    int[] counts() {
        return Arrays.copyOf(counts, size - size % 2);
    }
}
