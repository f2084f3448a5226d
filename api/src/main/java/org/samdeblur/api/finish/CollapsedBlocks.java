package org.samdeblur.api.finish;

import java.util.Arrays;

/**
 * The square blocks of an image in which a network has collapsed. Immutable; safe for use by multiple threads.
 *
 * <p>Connected blocks form a region.
 */
public final class CollapsedBlocks {
    /** The region of blocks that belong to none. */
    public static final int HEALTHY = -1;

    private final int side;
    private final int columns;
    private final int[] regions;
    /** The output's share in each block. */
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

    /** A collapsed block keeps nothing of the output, those around it half of it. */
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
     * Returns whether the network has not collapsed anywhere.
     *
     * @return true if all blocks are healthy
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
     * Tells how much of the output a row of pixels keeps, so that it fades to the input at collapsed blocks.
     *
     * @param y the row
     * @param shares receives a share in [0, 1] for each column
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
