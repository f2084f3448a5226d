package org.samdeblur.networks.sam.automatic;

import java.util.Arrays;
import org.samdeblur.api.Box;

/** Joins pixels inside to runs in the whole image. The kind of a span is 1 if its pixels are inside, else 0. */
final class RunLengths implements SpanVisitor {
    private final Box crop;
    private final int width;
    private int[] counts = new int[256];
    private int size;
    private int end;

    RunLengths(Box crop, int width) {
        this.crop = crop;
        this.width = width;
    }

    @Override
    public void decided(int y, int from, int to, int side) {
        if (side == 1) {
            int row = (crop.y() + y) * width + crop.x();
            add(row + from, row + to);
        }
    }

    @Override
    public void computed(int y, int from, int to, float[] values) {
        int row = (crop.y() + y) * width + crop.x();
        for (int x = from; x < to; ) {
            if (values[x] > 0) {
                int start = x;
                do {
                    x++;
                } while (x < to && values[x] > 0);
                add(row + start, row + x);
            } else {
                x++;
            }
        }
    }

    private void add(int from, int to) {
        if (from == end && size > 0) {
            counts[size - 1] += to - from;
        } else {
            counts = size == counts.length ? Arrays.copyOf(counts, size * 2) : counts;
            counts[size++] = from - end;
            counts[size++] = to - from;
        }
        end = to;
    }

    int[] counts() {
        return Arrays.copyOf(counts, size);
    }
}
