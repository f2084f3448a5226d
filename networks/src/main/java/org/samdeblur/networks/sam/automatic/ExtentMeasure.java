package org.samdeblur.networks.sam.automatic;

/**
 * Counts the pixels above either shifted threshold, and encloses those inside. The kind of a span is how many of three
 * thresholds (the lower one, 0, the upper one) its pixels exceed.
 */
final class ExtentMeasure implements SpanVisitor {
    private final float offset;
    private int intersection;
    private int union;
    private int left = Integer.MAX_VALUE;
    private int top = Integer.MAX_VALUE;
    private int right = -1;
    private int bottom = -1;

    ExtentMeasure(float offset) {
        this.offset = offset;
    }

    @Override
    public void decided(int y, int from, int to, int level) {
        if (level >= 1) {
            union += to - from;
        }
        if (level >= 2) {
            enclose(y, from, to - 1);
        }
        if (level == 3) {
            intersection += to - from;
        }
    }

    @Override
    public void computed(int y, int from, int to, float[] values) {
        float upper = offset;
        float lower = -offset;
        int above = 0;
        int notBelow = 0;
        for (int x = from; x < to; x++) {
            above += values[x] > upper ? 1 : 0;
            notBelow += values[x] > lower ? 1 : 0;
        }
        intersection += above;
        union += notBelow;
        if (notBelow > 0) {
            enclose(y, from, to, values);
        }
    }

    private void enclose(int y, int from, int to, float[] values) {
        int first = from;
        while (first < to && !(values[first] > 0)) {
            first++;
        }
        if (first < to) {
            int last = to - 1;
            while (!(values[last] > 0)) {
                last--;
            }
            enclose(y, first, last);
        }
    }

    private void enclose(int y, int first, int last) {
        left = Math.min(left, first);
        right = Math.max(right, last);
        top = Math.min(top, y);
        bottom = y;
    }

    MaskExtent extent() {
        Corners box = right < 0 ? Corners.NONE : new Corners(left, top, right, bottom);
        return new MaskExtent(intersection, union, box);
    }
}
