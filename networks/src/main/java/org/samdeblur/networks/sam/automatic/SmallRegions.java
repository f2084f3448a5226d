package org.samdeblur.networks.sam.automatic;

import org.samdeblur.api.Mask;

/**
 * Small holes filled, then small islands dropped, as published. A hole is any region of the complement, even one that touches
 * the image's edge.
 */
final class SmallRegions {
    private final int leastArea;

    /**
     * Sets what is small.
     *
     * @param leastArea the area in pixels from which regions are left alone
     */
    SmallRegions(int leastArea) {
        this.leastArea = leastArea;
    }

    /**
     * A mask after its treatment.
     *
     * @param mask the mask, with the details it had
     * @param changed whether it had a small region
     */
    record Cleaned(Mask mask, boolean changed) {}

    Cleaned clean(Mask mask) {
        Cleaned filled = fillHoles(mask);
        Cleaned cleaned = dropIslands(filled.mask());
        Mask result = mask.details().map(cleaned.mask()::withDetails).orElse(cleaned.mask());
        return new Cleaned(result, filled.changed() || cleaned.changed());
    }

    private Cleaned fillHoles(Mask mask) {
        ConnectedRegions holes = ConnectedRegions.of(complement(mask));
        return holes.any(this::isSmall)
                ? new Cleaned(complement(holes.keep(area -> !isSmall(area))), true)
                : new Cleaned(mask, false);
    }

    /** The largest island stays even if it is small. */
    private Cleaned dropIslands(Mask mask) {
        ConnectedRegions islands = ConnectedRegions.of(mask);
        if (!islands.any(this::isSmall)) {
            return new Cleaned(mask, false);
        }
        boolean anyLarge = islands.any(area -> !isSmall(area));
        return new Cleaned(anyLarge ? islands.keep(area -> !isSmall(area)) : islands.keepLargest(), true);
    }

    private boolean isSmall(int area) {
        return area < leastArea;
    }

    private static Mask complement(Mask mask) {
        int[] counts = mask.counts();
        int[] inverted = new int[counts.length + 2];
        System.arraycopy(counts, 0, inverted, 1, counts.length);
        int rest = mask.height() * mask.width();
        for (int count : counts) {
            rest -= count;
        }
        inverted[counts.length + 1] = rest;
        return Mask.ofRuns(mask.imageSize(), inverted);
    }
}
