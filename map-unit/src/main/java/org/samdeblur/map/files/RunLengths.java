package org.samdeblur.map.files;

import java.util.Arrays;

/** Run lengths in the making: alternately outside and inside, outside first. */
final class RunLengths {
    private int[] counts = new int[16];
    private int size = 1;

    /** Adds pixels at the end. */
    void add(boolean inside, int pixels) {
        boolean current = size % 2 == 0;
        if (inside != current) {
            counts = size == counts.length ? Arrays.copyOf(counts, 2 * size) : counts;
            counts[size++] = 0;
        }
        counts[size - 1] += pixels;
    }

    /** Returns the lengths, 0 first if the first pixel is inside. */
    int[] counts() {
        return Arrays.copyOf(counts, size);
    }
}
