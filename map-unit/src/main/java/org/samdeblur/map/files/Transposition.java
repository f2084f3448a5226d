package org.samdeblur.map.files;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Transposes run lengths: converts runs along lines to runs across them, such as COCO's columns to this library's rows,
 * and vice versa. Visits the positions along the lines, with one bit for each line. Time grows with the runs on both
 * sides, and with 1/64 of the pixels.
 */
final class Transposition {
    private final int length;
    private final int lines;
    private final RunLengths runs;
    private final BitSet inside = new BitSet();
    /** The number of lines that are inside at the current position. */
    private int depth;

    private Transposition(int length, int lines, MaskLimits limits) {
        this.length = length;
        this.lines = lines;
        runs = new RunLengths(limits);
    }

    /**
     * Transposes run lengths.
     *
     * @param counts run lengths along lines of {@code length} pixels, starting with a run outside; the last run outside
     *     is optional
     * @param length the pixels of a line
     * @param lines the number of lines
     * @param limits limits the runs of the result
     * @return run lengths along lines of {@code lines} pixels, starting with a run outside; without a last run outside
     */
    static int[] transpose(int[] counts, int length, int lines, MaskLimits limits) {
        Transposition transposition = new Transposition(length, lines, limits);
        long[] flips = transposition.begin(counts);
        return transposition.walk(flips);
    }

    /**
     * Marks the lines that are inside at their first position, and returns the later changes in ascending order: the
     * position in the line, then the line.
     */
    private long[] begin(int[] counts) {
        long[] flips = new long[counts.length / 2 * 2];
        int size = 0;
        int position = 0;
        for (int i = 0; i + 1 < counts.length; i += 2) {
            int from = position + counts[i];
            int to = from + counts[i + 1];
            position = to;
            if (to > from) {
                inside.set(firstStartAt(from), firstStartAt(to));
                size = flip(from, flips, size);
                size = flip(to, flips, size);
            }
        }
        depth = inside.cardinality();
        long[] sorted = Arrays.copyOf(flips, size);
        Arrays.sort(sorted);
        return sorted;
    }

    /** Returns the first line that starts at or after a pixel. */
    private int firstStartAt(int position) {
        return position / length + (position % length == 0 ? 0 : 1);
    }

    /** Records that a line changes at a pixel, unless the line starts there. */
    private int flip(int position, long[] flips, int size) {
        int place = position % length;
        if (place == 0) {
            return size;
        }
        flips[size] = (long) place << Integer.SIZE | position / length;
        return size + 1;
    }

    private int[] walk(long[] flips) {
        int place = 0;
        for (long flip : flips) {
            int next = (int) (flip >>> Integer.SIZE);
            add(next - place);
            place = next;
            int line = (int) flip;
            inside.flip(line);
            depth += inside.get(line) ? 1 : -1;
        }
        add(length - place);
        return runs.counts();
    }

    /** Adds the runs of consecutive positions at which the same lines are inside. */
    private void add(int places) {
        if (depth == 0 || depth == lines) {
            runs.add(depth > 0, places * lines);
            return;
        }
        for (int i = 0; i < places; i++) {
            int end = 0;
            for (int start = inside.nextSetBit(0); start >= 0; start = inside.nextSetBit(end)) {
                runs.add(false, start - end);
                end = inside.nextClearBit(start);
                runs.add(true, end - start);
            }
            runs.add(false, lines - end);
        }
    }
}
