package org.samdeblur.map.files;

import java.util.BitSet;

/**
 * Turns run lengths that go line by line into run lengths across the lines: COCO's columns into this library's rows, and
 * back. Holds one bit for every pixel of the lines that the runs touch.
 */
final class Transposition {
    private Transposition() {}

    /**
     * @param counts run lengths along lines of {@code length} pixels, outside first; may leave out a last run outside
     * @param length pixels of a line
     * @param lines how many lines there are
     * @return run lengths along lines of {@code lines} pixels, outside first; leaves out a last run outside
     */
    static int[] transpose(int[] counts, int length, int lines) {
        int covered = 0;
        for (int count : counts) {
            covered += count;
        }
        if (covered == 0 || counts.length < 2) {
            return new int[0];
        }
        int end = counts.length % 2 == 0 ? covered : covered - counts[counts.length - 1];
        int firstLine = counts[0] / length;
        int touched = (end - 1) / length + 1 - firstLine;
        BitSet inside = transposedBits(counts, length, firstLine, touched);
        return runs(inside, touched, firstLine, lines);
    }

    /** Marks the pixels inside, place by place along the lines, and for every place the lines that are touched. */
    private static BitSet transposedBits(int[] counts, int length, int firstLine, int touched) {
        BitSet inside = new BitSet();
        int position = 0;
        for (int i = 0; i + 1 < counts.length; i += 2) {
            position += counts[i];
            int line = position / length - firstLine;
            int place = position % length;
            for (int left = counts[i + 1]; left > 0; left--) {
                inside.set(place * touched + line);
                place++;
                if (place == length) {
                    place = 0;
                    line++;
                }
            }
            position += counts[i + 1];
        }
        return inside;
    }

    private static int[] runs(BitSet inside, int touched, int firstLine, int lines) {
        RunLengths runs = new RunLengths();
        int position = 0;
        for (int bit = inside.nextSetBit(0); bit >= 0; ) {
            // a run of bits may go on from one place to the next only if no line is left out between them
            int endOfPlace = touched == lines ? Integer.MAX_VALUE : (bit / touched + 1) * touched;
            int end = Math.min(inside.nextClearBit(bit), endOfPlace);
            int start = bit / touched * lines + firstLine + bit % touched;
            runs.add(false, start - position);
            runs.add(true, end - bit);
            position = start + end - bit;
            bit = inside.nextSetBit(end);
        }
        return runs.counts();
    }
}
