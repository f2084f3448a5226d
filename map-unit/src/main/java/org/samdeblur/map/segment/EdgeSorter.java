package org.samdeblur.map.segment;

import java.util.Arrays;

/**
 * Delivers edges in ascending order of weight, and edges of equal weight in their original order. The edges are divided
 * into parts by weight. A part is sorted only after the lighter parts have been delivered, when most of its edges no
 * longer matter. A part fits into a cache.
 */
final class EdgeSorter {
    private static final int PARTS = 16;
    private static final int SMALLEST_PART = 1 << 12;

    /** The number of classes of weights, as a power of two. A part consists of consecutive classes. */
    private static final int CLASS_BITS = 13;

    /** The counters of this many bits fit into the fastest cache. */
    private static final int MOST_DIGIT_BITS = 11;

    private final int[] partOfClass = new int[1 << CLASS_BITS];
    private final int[] counts = new int[1 << Math.max(CLASS_BITS, MOST_DIGIT_BITS)];
    private long[] spare = {};

    /**
     * Delivers edges.
     *
     * @param edges the edges, each an {@link EdgeCode}; overwritten
     * @param size the number of edges
     * @param lightest a lower bound on the bits of the weights, inclusive
     * @param end an upper bound on the bits of the weights, exclusive
     */
    void deliver(long[] edges, int size, int lightest, int end, AscendingEdges.Joining joining) {
        if (spare.length < size) {
            spare = new long[edges.length];
        }
        int shift = Math.max(0, bits(end - 1 - lightest) - CLASS_BITS);
        countDigits(edges, 0, size, lightest, shift, counts, (1 << CLASS_BITS) - 1);
        int[] lightestOfPart = new int[PARTS + 2];
        int[] starts = divide(size, lightest, shift, lightestOfPart);
        int parts = starts.length - 1;
        int[] next = starts.clone();
        for (int i = 0; i < size; i++) {
            long edge = edges[i];
            spare[next[partOfClass[EdgeCode.weightBits(edge) - lightest >>> shift]]++] = edge;
        }
        for (int part = 0; part < parts; part++) {
            int first = starts[part];
            int from = lightestOfPart[part];
            int matter = joining.retain(spare, first, starts[part + 1], Float.intBitsToFloat(from));
            long[] sorted = sort(spare, edges, first, matter, from, lightestOfPart[part + 1]);
            joining.join(sorted, first, matter);
        }
    }

    /** Assigns a part to every class. Returns the start of each part, followed by the end of the last one. */
    private int[] divide(int size, int lightest, int shift, int[] lightestOfPart) {
        int wanted = Math.max(SMALLEST_PART, size / PARTS + 1);
        int[] starts = new int[PARTS + 2];
        int part = -1;
        int held = wanted;
        int before = 0;
        for (int i = 0; i < 1 << CLASS_BITS; i++) {
            if (counts[i] > 0) {
                if (held >= wanted) {
                    part++;
                    held = 0;
                    starts[part] = before;
                    lightestOfPart[part] = lightest + (i << shift);
                }
                partOfClass[i] = part;
                held += counts[i];
                before += counts[i];
                lightestOfPart[part + 1] = lightest + (i + 1 << shift);
            }
        }
        starts[part + 1] = size;
        return Arrays.copyOf(starts, part + 2);
    }

    private static int bits(int most) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(most);
    }

    /**
     * Stable radix sort over the bits in which weights differ. Returns the array with the result, at the same indexes.
     */
    private long[] sort(long[] edges, long[] other, int first, int end, int lightest, int weightEnd) {
        int bits = bits(weightEnd - 1 - lightest);
        int digits = (bits + MOST_DIGIT_BITS - 1) / MOST_DIGIT_BITS;
        int digitBits = digits == 0 ? 0 : (bits + digits - 1) / digits;
        long[] sorted = edges;
        long[] target = other;
        for (int digit = 0; digit < digits; digit++) {
            sortByDigit(sorted, target, first, end, lightest, digit * digitBits, (1 << digitBits) - 1);
            long[] source = sorted;
            sorted = target;
            target = source;
        }
        return sorted;
    }

    private void sortByDigit(long[] edges, long[] sorted, int first, int end, int lightest, int shift, int mask) {
        int[] starts = counts;
        countDigits(edges, first, end, lightest, shift, starts, mask);
        int start = first;
        for (int value = 0; value <= mask; value++) {
            int count = starts[value];
            starts[value] = start;
            start += count;
        }
        for (int i = first; i < end; i++) {
            long edge = edges[i];
            sorted[starts[EdgeCode.weightBits(edge) - lightest >>> shift & mask]++] = edge;
        }
    }

    private static void countDigits(long[] edges, int first, int end, int lightest, int shift, int[] counts, int mask) {
        Arrays.fill(counts, 0, mask + 1, 0);
        for (int i = first; i < end; i++) {
            counts[EdgeCode.weightBits(edges[i]) - lightest >>> shift & mask]++;
        }
    }
}
