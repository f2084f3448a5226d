package org.samdeblur.api.finish;

import java.util.Arrays;

/**
 * Finds the regions in which a network has collapsed, without a sharp image. A good output, blurred again, equals the
 * input. Where no blur turns the output into the input, the network has made up content: coloured mosaics, smears,
 * streaks. If the mean colour of the image changes too much, the whole image has collapsed.
 *
 * <p>Both images are reduced to at most 160 cells per side, and compared in overlapping windows of 9×9 cells. Details
 * smaller than a cell, a border of four cells, and images with too few cells within this border are not compared.
 */
public final class CollapseFinder {
    private static final int MOST_CELLS = 160;
    /** The side of a block in cells. */
    private static final int STRIDE = Reblurring.STRIDE;

    /** The mean square that may remain unexplained: a root mean square of 0.01, or 2.5 of 255 steps. */
    private static final double LEAST = 0.01 * 0.01;

    /** The fraction of a change that may remain unexplained. Blur across the window's edge is never explained. */
    private static final double SHARE = 0.65;

    /** The fraction of the input's contrast that may remain unexplained. */
    private static final double CONTRAST = 0.6;

    /** The maximum change of the image's mean: blur in linear light makes stored samples brighter. */
    private static final double BRIGHTNESS = 0.08;

    /** The maximum deviation of a channel's change from that of the image's mean. */
    private static final double COLOUR = 0.01;

    private CollapseFinder() {}

    /**
     * Compares an output with its input.
     *
     * @param input the input's colours
     * @param output the output's colours; clamped to [0, 1]
     * @param width the width of both images in pixels
     * @param height the height of both images in pixels
     * @return the blocks in which the network has collapsed
     */
    public static CollapsedBlocks find(ColourRows input, ColourRows output, int width, int height) {
        int cell = (Math.max(width, height) + MOST_CELLS - 1) / MOST_CELLS;
        CoarseImage before = CoarseImage.of(input, width, height, cell);
        CoarseImage after = CoarseImage.of(output, width, height, cell);
        Reblurring reblurring = new Reblurring(before, after);
        boolean large = Math.min(before.width(), before.height()) >= Reblurring.LEAST_SIDE;
        boolean recoloured = large && isRecoloured(before, after);
        int columns = (before.width() + STRIDE - 1) / STRIDE;
        boolean[] collapsed = new boolean[columns * ((before.height() + STRIDE - 1) / STRIDE)];
        for (int i = 0; i < collapsed.length; i++) {
            collapsed[i] = recoloured || isCollapsed(reblurring.compare(i % columns, i / columns, LEAST));
        }
        return CollapsedBlocks.of(cell * STRIDE, columns, regions(collapsed, columns));
    }

    private static boolean isCollapsed(Reblurring.Difference difference) {
        double unexplained = difference.unexplained();
        return unexplained > LEAST
                && (unexplained > SHARE * difference.changed() || unexplained > CONTRAST * difference.contrast());
    }

    private static boolean isRecoloured(CoarseImage input, CoarseImage output) {
        double[] changes = new double[3];
        for (int channel = 0; channel < 3; channel++) {
            changes[channel] = output.mean(channel) - input.mean(channel);
        }
        double common = Arrays.stream(changes).average().orElseThrow();
        return Math.abs(common) > BRIGHTNESS
                || Arrays.stream(changes).anyMatch(change -> Math.abs(change - common) > COLOUR);
    }

    /** Numbers connected blocks. */
    private static int[] regions(boolean[] collapsed, int columns) {
        int[] regions = new int[collapsed.length];
        Arrays.fill(regions, CollapsedBlocks.HEALTHY);
        int[] pending = new int[collapsed.length];
        int count = 0;
        for (int first = 0; first < regions.length; first++) {
            if (!collapsed[first] || regions[first] != CollapsedBlocks.HEALTHY) {
                continue;
            }
            int waiting = 0;
            pending[waiting++] = first;
            regions[first] = count;
            while (waiting > 0) {
                int at = pending[--waiting];
                int x = at % columns;
                int[] neighbours = {x > 0 ? at - 1 : at, x < columns - 1 ? at + 1 : at, at - columns, at + columns};
                for (int next : neighbours) {
                    boolean inside = next >= 0 && next < regions.length;
                    if (inside && collapsed[next] && regions[next] == CollapsedBlocks.HEALTHY) {
                        regions[next] = count;
                        pending[waiting++] = next;
                    }
                }
            }
            count++;
        }
        return regions;
    }
}
