package org.samdeblur.map.segment;

import java.util.Arrays;

/**
 * Connected sets of pixels that grow by joining, as a forest in which every region's root is its first pixel.
 */
final class Regions {
    private final double scale;
    /** The parent of a pixel; for a root, minus the size of its region. */
    private final int[] parents;
    /** For a root: an edge must be lighter than this to join the region, {@code Int(C) + k/|C|} in the paper. */
    private final float[] limits;

    /**
     * Starts with every pixel as a region of its own.
     *
     * @param scale the paper's k, for weights in [0, 1]
     */
    Regions(int pixels, double scale) {
        this.scale = scale;
        parents = new int[pixels];
        limits = new float[pixels];
        Arrays.fill(parents, -1);
        Arrays.fill(limits, (float) scale);
    }

    private int rootOf(int pixel) {
        int current = pixel;
        while (parents[current] >= 0) {
            int parent = parents[current];
            if (parents[parent] < 0) {
                return parent;
            }
            parents[current] = parents[parent];
            current = parents[parent];
        }
        return current;
    }

    private int join(int rootA, int rootB) {
        int first = Math.min(rootA, rootB);
        int second = Math.max(rootA, rootB);
        parents[first] += parents[second];
        parents[second] = first;
        return first;
    }

    /** False once the ends are in one region, or one of their regions will not accept any edge that is yet to come. */
    boolean mayMerge(int a, int b, float lightest) {
        int rootA = rootOf(a);
        int rootB = rootOf(b);
        return rootA != rootB && lightest < limits[rootA] && lightest < limits[rootB];
    }

    /** Joins two regions unless the edge is evidence of a boundary between them. Edges must come in ascending order. */
    void merge(int a, int b, float weight) {
        int rootA = rootOf(a);
        int rootB = rootOf(b);
        if (rootA != rootB && weight < limits[rootA] && weight < limits[rootB]) {
            int joined = join(rootA, rootB);
            limits[joined] = (float) (weight + scale / -parents[joined]);
        }
    }

    /** Tells whether the ends are in different regions, one of which has fewer pixels than the minimum. */
    boolean isTooSmall(int a, int b, int minimumSize) {
        int rootA = rootOf(a);
        int rootB = rootOf(b);
        return rootA != rootB && (-parents[rootA] < minimumSize || -parents[rootB] < minimumSize);
    }

    /** Joins two different regions if one of them has fewer pixels than the minimum. */
    void absorb(int a, int b, int minimumSize) {
        if (isTooSmall(a, b, minimumSize)) {
            join(rootOf(a), rootOf(b));
        }
    }

    /**
     * Turns the forest into a label map, in place: regions are numbered from 0 in the order of their first pixels. The
     * regions are of no use afterwards.
     */
    int[] intoLabels() {
        int regions = 0;
        for (int pixel = 0; pixel < parents.length; pixel++) {
            // a parent comes before its child, so that it holds its label already
            parents[pixel] = parents[pixel] < 0 ? regions++ : parents[parents[pixel]];
        }
        return parents;
    }
}
