package org.samdeblur.networks.sam.automatic;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.samdeblur.api.Mask;

/** The parts of a mask that hang together by sides or corners of pixels; found run by run. */
final class ConnectedRegions {
    private final Mask mask;
    private int[] from = new int[64];
    private int[] to = new int[64];
    private int[] parent;
    private int[] area;
    private int pieces;

    private ConnectedRegions(Mask mask) {
        this.mask = mask;
    }

    static ConnectedRegions of(Mask mask) {
        ConnectedRegions regions = new ConnectedRegions(mask);
        mask.forEachRun(regions::cutIntoRows);
        regions.join();
        regions.measure();
        return regions;
    }

    private void cutIntoRows(int start, int end) {
        int width = mask.width();
        for (int piece = start; piece < end; ) {
            int rowEnd = Math.min(end, (piece / width + 1) * width);
            if (pieces == from.length) {
                from = Arrays.copyOf(from, pieces * 2);
                to = Arrays.copyOf(to, pieces * 2);
            }
            from[pieces] = piece;
            to[pieces++] = rowEnd;
            piece = rowEnd;
        }
    }

    /** Joins every piece with those of the row above that it touches. */
    private void join() {
        int width = mask.width();
        parent = new int[pieces];
        int above = 0;
        for (int piece = 0; piece < pieces; piece++) {
            parent[piece] = piece;
            int row = from[piece] / width;
            int firstTouched = row * width + Math.max(from[piece] % width - 1, 0) - width;
            int lastTouched = row * width + Math.min((to[piece] - 1) % width + 1, width - 1) - width;
            while (to[above] <= firstTouched) {
                above++;
            }
            // the last piece touched may touch the next of this row as well, and is looked at again
            for (int other = above; other < piece && from[other] <= lastTouched; other++) {
                parent[root(other)] = root(piece);
            }
        }
    }

    private int root(int piece) {
        int root = piece;
        while (parent[root] != root) {
            parent[root] = parent[parent[root]];
            root = parent[root];
        }
        return root;
    }

    private void measure() {
        area = new int[pieces];
        for (int piece = 0; piece < pieces; piece++) {
            area[root(piece)] += to[piece] - from[piece];
        }
    }

    boolean isEmpty() {
        return pieces == 0;
    }

    /** Whether the area of any region is as asked for. */
    boolean any(IntPredicate areas) {
        for (int piece = 0; piece < pieces; piece++) {
            if (parent[piece] == piece && areas.test(area[piece])) {
                return true;
            }
        }
        return false;
    }

    /** The mask of all regions whose area is as asked for. */
    Mask keep(IntPredicate areas) {
        return assemble(piece -> areas.test(area[root(piece)]));
    }

    /**
     * The mask of the largest region. Of equally large ones it is the first as OpenCV numbers them: in the order of their first
     * blocks of two by two pixels.
     */
    Mask keepLargest() {
        int largest = -1;
        int best = -1;
        for (int piece = 0; piece < pieces; piece++) {
            int root = root(piece);
            boolean better = best < 0
                    || area[root] > area[largest]
                    || area[root] == area[largest] && root != largest && block(piece) < block(best);
            if (better) {
                largest = root;
                best = piece;
            }
        }
        int kept = largest;
        return assemble(piece -> root(piece) == kept);
    }

    private long block(int piece) {
        int width = mask.width();
        return (long) (from[piece] / width / 2) * width + from[piece] % width / 2;
    }

    private Mask assemble(IntPredicate wanted) {
        int[] counts = new int[2 * pieces];
        int size = 0;
        int end = 0;
        for (int piece = 0; piece < pieces; piece++) {
            if (wanted.test(piece)) {
                counts[size++] = from[piece] - end;
                counts[size++] = to[piece] - from[piece];
                end = to[piece];
            }
        }
        return Mask.ofRuns(mask.imageSize(), Arrays.copyOf(counts, size));
    }
}
