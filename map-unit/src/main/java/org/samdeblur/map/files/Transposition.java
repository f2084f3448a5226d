package org.samdeblur.map.files;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Turns run lengths that go line by line into run lengths across the lines: COCO's columns into this library's rows, and
 * back. Walks over the places along the lines and keeps one bit for every line. Work grows with the runs on both sides, and
 * with one 64th of the pixels.
 */
final class Transposition {
    private final int length;
    private final int lines;
    private final RunLengths runs;
    private final BitSet inside = new BitSet();
    /** How many lines are inside. */
    private int depth;

    private Transposition(int length, int lines, MaskLimits limits) {
        this.length = length;
        this.lines = lines;
        runs = new RunLengths(limits);
    }

    /**
     * @param counts run lengths along lines of {@code length} pixels, outside first; may leave out a last run outside
     * @param length pixels of a line
     * @param lines how many lines there are
     * @param limits hears of every run that comes out
     * @return run lengths along lines of {@code lines} pixels, outside first; leaves out a last run outside
     */
    static int[] transpose(int[] counts, int length, int lines, MaskLimits limits) {
        Transposition transposition = new Transposition(length, lines, limits);
        long[] flips = transposition.begin(counts);
        return transposition.walk(flips);
    }

    /**
     * Marks the lines that are inside at their first place, and returns where lines change after it: place, then line, in
     * ascending order.
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

    /** Returns the first line that starts at a position or after it. */
    private int firstStartAt(int position) {
        return position / length + (position % length == 0 ? 0 : 1);
    }

    /** Notes that a line changes at a position, unless it starts there. */
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

    /** Adds the runs of so many places, all of which have the same lines inside. */
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
