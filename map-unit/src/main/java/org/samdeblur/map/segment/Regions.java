package org.samdeblur.map.segment;

import java.util.Arrays;

/**
 * Connected regions of pixels that are merged, as a forest of disjoint sets. The root of a region is its first pixel.
 */
final class Regions {
    private static final int NO_EDGE_MATTERS = -1;

    private final PixelGraph graph;
    private final double scale;
    /** The parent of each pixel; for a root, the negated size of its region. */
    private final int[] parents;
    /**
     * For a root, the weight below which an edge merges its region with another: {@code Int(C) + k/|C|} in the paper.
     */
    private final float[] limits;

    /**
     * Creates regions of one pixel each.
     *
     * @param graph the pixels
     * @param scale the paper's k, for weights in [0, 1]
     */
    Regions(PixelGraph graph, double scale) {
        this.graph = graph;
        this.scale = scale;
        parents = new int[graph.height() * graph.width()];
        limits = new float[parents.length];
        Arrays.fill(parents, -1);
        Arrays.fill(limits, (float) scale);
    }

    private int rootOf(int pixel) {
        int current = pixel;
        int parent = parents[current];
        while (parent >= 0) {
            int grandparent = parents[parent];
            if (grandparent < 0) {
                return parent;
            }
            parents[current] = grandparent;
            current = grandparent;
            parent = parents[current];
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

    /** Makes every pixel a child of its root, so that {@link #knownRoot} finds it. */
    private void flatten() {
        for (int pixel = 0; pixel < parents.length; pixel++) {
            // a parent precedes its children, so its own parent is already a root
            int parent = parents[pixel];
            if (parent >= 0 && parents[parent] >= 0) {
                parents[pixel] = parents[parent];
            }
        }
    }

    private int knownRoot(int pixel) {
        int parent = parents[pixel];
        return parent < 0 ? pixel : parent;
    }

    private int target(long edge) {
        return graph.target(EdgeCode.from(edge), EdgeCode.direction(edge));
    }

    /** Merges two regions unless an edge is evidence of a boundary between them. */
    AscendingEdges.Joining similar() {
        return new Similar();
    }

    /** Merges two regions if one of them has fewer pixels than the minimum. */
    AscendingEdges.Joining small(int minimumSize) {
        return new Small(minimumSize);
    }

    private final class Similar implements AscendingEdges.Joining {
        @Override
        public void prepare() {
            flatten();
        }

        /** Marks regions that edges still to come can merge. */
        @Override
        public void mark(int first, float lightest, int[] marks) {
            for (int i = 0; i < marks.length; i++) {
                int root = knownRoot(first + i);
                marks[i] = lightest < limits[root] ? root : NO_EDGE_MATTERS;
            }
        }

        @Override
        public int retain(long[] edges, int first, int end, float lightest) {
            flatten();
            int retained = first;
            for (int i = first; i < end; i++) {
                long edge = edges[i];
                int rootA = knownRoot(EdgeCode.from(edge));
                int rootB = knownRoot(target(edge));
                edges[retained] = edge;
                // without a branch, since it would often be mispredicted
                retained += rootA != rootB & lightest < limits[rootA] & lightest < limits[rootB] ? 1 : 0;
            }
            return retained;
        }

        @Override
        public void join(long[] edges, int first, int end) {
            for (int i = first; i < end; i++) {
                int rootA = rootOf(EdgeCode.from(edges[i]));
                int rootB = rootOf(target(edges[i]));
                if (rootA != rootB) {
                    float weight = EdgeCode.weight(edges[i]);
                    if (weight < limits[rootA] && weight < limits[rootB]) {
                        int joined = Regions.this.join(rootA, rootB);
                        limits[joined] = (float) (weight + scale / -parents[joined]);
                    }
                }
            }
        }
    }

    private final class Small implements AscendingEdges.Joining {
        private final int minimumSize;

        Small(int minimumSize) {
            this.minimumSize = minimumSize;
        }

        @Override
        public void prepare() {
            flatten();
        }

        /** Gives all large regions the same mark, since edges between them do not matter. */
        @Override
        public void mark(int first, float lightest, int[] marks) {
            for (int i = 0; i < marks.length; i++) {
                int root = knownRoot(first + i);
                marks[i] = -parents[root] < minimumSize ? root : Integer.MAX_VALUE;
            }
        }

        /** Keeps all edges; they were checked when they were collected. */
        @Override
        public int retain(long[] edges, int first, int end, float lightest) {
            return end;
        }

        @Override
        public void join(long[] edges, int first, int end) {
            for (int i = first; i < end; i++) {
                int rootA = rootOf(EdgeCode.from(edges[i]));
                int rootB = rootOf(target(edges[i]));
                if (rootA != rootB && (-parents[rootA] < minimumSize || -parents[rootB] < minimumSize)) {
                    Regions.this.join(rootA, rootB);
                }
            }
        }
    }

    /**
     * Converts the forest to a label map, in place. Regions are numbered from 0 in the order of their first pixels.
     * This object must not be used afterwards.
     */
    int[] intoLabels() {
        int regions = 0;
        for (int pixel = 0; pixel < parents.length; pixel++) {
            // a parent precedes its children, so it already contains its label
            parents[pixel] = parents[pixel] < 0 ? regions++ : parents[parents[pixel]];
        }
        return parents;
    }
}
