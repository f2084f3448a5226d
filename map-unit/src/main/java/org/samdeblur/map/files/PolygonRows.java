package org.samdeblur.map.files;

import java.util.Arrays;
import java.util.List;

/**
 * Fills polygons row by row. A pixel is inside if its centre is inside at least one of them, by the even-odd rule. Time
 * grows with the number of rows that edges cross, not with the number of pixels.
 */
final class PolygonRows {
    private final List<double[]> polygons;
    private final int height;
    private final int width;
    private final MaskLimits limits;

    /**
     * @param polygons x and y of the corners, in pixels from the image's top left corner; may reach beyond the image
     * @param limits limits the spans of rows inside polygons
     */
    PolygonRows(List<double[]> polygons, int height, int width, MaskLimits limits) {
        this.polygons = polygons;
        this.height = height;
        this.width = width;
        this.limits = limits;
    }

    /** Returns row-major run lengths, starting with a run outside. */
    int[] runs() {
        long[] spans = new long[16];
        int size = 0;
        for (double[] polygon : polygons) {
            long[] own = spans(crossings(polygon));
            spans = Arrays.copyOf(spans, size + own.length);
            System.arraycopy(own, 0, spans, size, own.length);
            size += own.length;
        }
        long[] sorted = Arrays.copyOf(spans, size);
        Arrays.sort(sorted);
        RunLengths runs = new RunLengths(MaskLimits.none());
        int end = 0;
        for (long span : sorted) {
            int from = Math.max(end, (int) (span >>> Integer.SIZE));
            int to = (int) span;
            if (to > from) {
                runs.add(false, from - end);
                runs.add(true, to - from);
                end = to;
            }
        }
        return runs.counts();
    }

    /**
     * Returns where edges cross the middles of rows, ascending: the row, then the first pixel whose centre is not to
     * the left.
     */
    private long[] crossings(double[] polygon) {
        long[] crossings = new long[16];
        int size = 0;
        for (int i = 0; i < polygon.length; i += 2) {
            int next = (i + 2) % polygon.length;
            boolean down = polygon[i + 1] < polygon[next + 1];
            int top = down ? i : next;
            int bottom = down ? next : i;
            double y1 = polygon[top + 1];
            double y2 = polygon[bottom + 1];
            int first = clamp(Math.ceil(y1 - 0.5), height);
            int last = clamp(Math.ceil(y2 - 0.5), height);
            limits.addRuns((last - first) / 2);
            double slope = (polygon[bottom] - polygon[top]) / (y2 - y1);
            for (int row = first; row < last; row++) {
                double x = polygon[top] + (row + 0.5 - y1) * slope;
                crossings = size == crossings.length ? Arrays.copyOf(crossings, 2 * size) : crossings;
                crossings[size++] = (long) row << Integer.SIZE | clamp(Math.ceil(x - 0.5), width);
            }
        }
        long[] sorted = Arrays.copyOf(crossings, size);
        Arrays.sort(sorted);
        return sorted;
    }

    /**
     * Returns the spans between pairs of crossings as first pixel and pixel after the last. Each row has an even number
     * of crossings.
     */
    private long[] spans(long[] crossings) {
        long[] spans = new long[crossings.length / 2];
        for (int i = 0; i < spans.length; i++) {
            long start = (crossings[2 * i] >>> Integer.SIZE) * width;
            long from = start + (int) crossings[2 * i];
            long to = start + (int) crossings[2 * i + 1];
            spans[i] = from << Integer.SIZE | to;
        }
        return spans;
    }

    private static int clamp(double value, int most) {
        return (int) Math.max(0, Math.min(value, most)); // NaN, from an infinite slope, becomes 0
    }
}
