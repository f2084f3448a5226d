package org.samdeblur.api.finish;

import java.util.Arrays;

/**
 * The square blocks of an image in which a network has collapsed. Immutable; safe for use by multiple threads.
 *
 * <p>Connected blocks form a region.
 */
public final class CollapsedBlocks {
    /** The region number of blocks that have not collapsed. */
    public static final int HEALTHY = -1;

    private final int side;
    private final int columns;
    private final int[] regions;
    /** The weight of the output in each block. */
    private final float[] kept;

    private CollapsedBlocks(int side, int columns, int[] regions) {
        this.side = side;
        this.columns = columns;
        this.regions = regions;
        this.kept = kept(regions, columns);
    }

    static CollapsedBlocks of(int side, int columns, int[] regions) {
        return new CollapsedBlocks(side, columns, regions);
    }

    /** The weight is 0 in collapsed blocks, and 0.5 in blocks next to them. */
    private static float[] kept(int[] regions, int columns) {
        float[] kept = new float[regions.length];
        Arrays.fill(kept, 1);
        for (int i = 0; i < regions.length; i++) {
            if (regions[i] != HEALTHY) {
                kept[i] = 0;
                for (int x = Math.max(i % columns - 1, 0); x <= Math.min(i % columns + 1, columns - 1); x++) {
                    for (int at = x + (i / columns - 1) * columns;
                            at <= x + (i / columns + 1) * columns;
                            at += columns) {
                        if (at >= 0 && at < kept.length) {
                            kept[at] = Math.min(kept[at], 0.5f);
                        }
                    }
                }
            }
        }
        return kept;
    }

    /**
     * Returns whether the network has not collapsed in any block.
     *
     * @return true if no block has collapsed
     */
    public boolean isEmpty() {
        return Arrays.stream(regions).allMatch(region -> region == HEALTHY);
    }

    /**
     * Returns the region of a pixel.
     *
     * @param x its column
     * @param y its row
     * @return the region's number, from 0, or {@link #HEALTHY}
     */
    public int region(int x, int y) {
        return regions[y / side * columns + x / side];
    }

    /**
     * Computes the weights of the output in a row of pixels. They fade to 0 in collapsed blocks, where the input is
     * used.
     *
     * @param y the row
     * @param shares receives a weight in [0, 1] for each column
     */
    void kept(int y, float[] shares) {
        int rows = kept.length / columns;
        float down = (y + 0.5f) / side - 0.5f;
        int top = (int) Math.floor(down);
        int from = Math.max(top, 0) * columns;
        int to = Math.min(top + 1, rows - 1) * columns;
        for (int x = 0; x < shares.length; x++) {
            float across = (x + 0.5f) / side - 0.5f;
            int left = (int) Math.floor(across);
            int first = Math.max(left, 0);
            int second = Math.min(left + 1, columns - 1);
            float upper = between(kept[from + first], kept[from + second], across - left);
            float lower = between(kept[to + first], kept[to + second], across - left);
            shares[x] = between(upper, lower, down - top);
        }
    }

    private static float between(float first, float second, float share) {
        return first + share * (second - first);
    }
}
