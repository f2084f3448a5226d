package org.samdeblur.map.segment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Delivers the edges of a graph in ascending order of weight, equal ones in the graph's order, without ever holding more
 * than a fixed number of them: weights are counted first and cut into ranges of few enough edges, and for every range the
 * graph is visited once more.
 */
final class AscendingEdges {
    /** Edges held at once by default: 64 MiB, and as much again to sort them. */
    static final int DEFAULT_CAPACITY = 1 << 23;

    /** Colours lie in [0, 1], so weights are below 2. */
    private static final int WEIGHT_END = Float.floatToRawIntBits(2f);

    /** Weights are counted by their upper 15 bits first; a class that is too large is split by its lower ones. */
    private static final int CLASS_BITS = 15;

    /** A key is the weight, then 33 bits for pixel and direction. */
    private static final int WEIGHT_SHIFT = 33;

    private static final int DIGIT_BITS = 11;

    private final PixelGraph graph;
    private final int capacity;

    AscendingEdges(PixelGraph graph, int capacity) {
        this.graph = graph;
        this.capacity = capacity;
    }

    /** Tells which edges still matter. An edge that once did not must never matter again. */
    @FunctionalInterface
    interface Filter {
        /**
         * @param lightest no edge lighter than this is yet to come
         */
        boolean matters(int from, int to, float lightest);
    }

    /** Takes the edges in their order. */
    @FunctionalInterface
    interface Visitor {
        void edge(int from, int to, float weight);
    }

    /** Hears after every range how far the work has come. */
    @FunctionalInterface
    interface RangeListener {
        void finished(int ranges, int of);
    }

    private record Range(int lightest, int end, int edges) {
        boolean isOneWeight() {
            return end - lightest == 1;
        }
    }

    void forEach(Filter filter, Visitor visitor, RangeListener listener) {
        List<Range> ranges = plan(filter);
        int most = ranges.stream()
                .filter(r -> !r.isOneWeight())
                .mapToInt(Range::edges)
                .max()
                .orElse(0);
        Collector collector = new Collector(filter, most);
        for (int i = 0; i < ranges.size(); i++) {
            Range range = ranges.get(i);
            if (range.isOneWeight()) {
                deliverAtOnce(range, filter, visitor);
            } else {
                collector.collect(range);
                collector.deliver(visitor);
            }
            listener.finished(i + 1, ranges.size());
        }
    }

    /** Edges of one weight are in order already. */
    private void deliverAtOnce(Range range, Filter filter, Visitor visitor) {
        float weight = Float.intBitsToFloat(range.lightest());
        graph.forEachEdge(range.lightest(), range.end(), (bits, from, direction) -> {
            int to = graph.target(from, direction);
            if (filter.matters(from, to, weight)) {
                visitor.edge(from, to, weight);
            }
        });
    }

    private List<Range> plan(Filter filter) {
        List<Range> ranges = new ArrayList<>();
        planWithin(new Range(0, WEIGHT_END, 0), CLASS_BITS, filter, ranges);
        return ranges;
    }

    private void planWithin(Range whole, int classBits, Filter filter, List<Range> ranges) {
        int[] counts = count(whole, classBits, filter);
        int start = 0;
        int held = 0;
        for (int i = 0; i < counts.length; i++) {
            boolean tooMany = counts[i] > capacity;
            if (tooMany || counts[i] > capacity - held) {
                addRange(whole, start, i, held, classBits, ranges);
                start = i;
                held = 0;
            }
            if (tooMany && classBits > 0) {
                planWithin(rangeOf(whole, i, i + 1, counts[i], classBits), 0, filter, ranges);
                start = i + 1;
            } else if (tooMany) {
                addRange(whole, i, i + 1, counts[i], classBits, ranges);
                start = i + 1;
            } else {
                held += counts[i];
            }
        }
        addRange(whole, start, counts.length, held, classBits, ranges);
    }

    private int[] count(Range range, int classBits, Filter filter) {
        int[] counts = new int[(range.end() - range.lightest()) >> classBits];
        graph.forEachEdge(range.lightest(), range.end(), (weight, from, direction) -> {
            // nothing has been delivered yet, so the lightest edge of all may be still to come
            if (filter.matters(from, graph.target(from, direction), 0)) {
                counts[(weight - range.lightest()) >> classBits]++;
            }
        });
        return counts;
    }

    private static void addRange(Range whole, int from, int to, int edges, int classBits, List<Range> ranges) {
        if (edges > 0) {
            ranges.add(rangeOf(whole, from, to, edges, classBits));
        }
    }

    private static Range rangeOf(Range whole, int from, int to, int edges, int classBits) {
        return new Range(whole.lightest() + (from << classBits), whole.lightest() + (to << classBits), edges);
    }

    /** Gathers and sorts the edges of one range at a time. */
    private final class Collector {
        private final Filter filter;
        private long[] keys;
        private long[] spare;
        private int size;

        Collector(Filter filter, int capacity) {
            this.filter = filter;
            keys = new long[capacity];
            spare = new long[capacity];
        }

        void collect(Range range) {
            float lightest = Float.intBitsToFloat(range.lightest());
            size = 0;
            graph.forEachEdge(range.lightest(), range.end(), (weight, from, direction) -> {
                if (filter.matters(from, graph.target(from, direction), lightest)) {
                    keys[size++] = (long) weight << WEIGHT_SHIFT | (long) from << 2 | direction;
                }
            });
            sort(range);
        }

        /** Radix sort, stable, over the digits in which weights of the range can differ. */
        private void sort(Range range) {
            int bits = Integer.SIZE - Integer.numberOfLeadingZeros(range.lightest() ^ (range.end() - 1));
            int[] starts = new int[1 << DIGIT_BITS];
            for (int bit = 0; bit < bits; bit += DIGIT_BITS) {
                sortBy(WEIGHT_SHIFT + bit, starts);
            }
        }

        private void sortBy(int shift, int[] starts) {
            int digit = starts.length - 1;
            Arrays.fill(starts, 0);
            for (int i = 0; i < size; i++) {
                starts[(int) (keys[i] >>> shift) & digit]++;
            }
            int start = 0;
            for (int value = 0; value < starts.length; value++) {
                int count = starts[value];
                starts[value] = start;
                start += count;
            }
            for (int i = 0; i < size; i++) {
                spare[starts[(int) (keys[i] >>> shift) & digit]++] = keys[i];
            }
            long[] sorted = spare;
            spare = keys;
            keys = sorted;
        }

        void deliver(Visitor visitor) {
            for (int i = 0; i < size; i++) {
                int from = (int) (keys[i] >>> 2 & Integer.MAX_VALUE);
                int to = graph.target(from, (int) keys[i] & 3);
                visitor.edge(from, to, Float.intBitsToFloat((int) (keys[i] >>> WEIGHT_SHIFT)));
            }
        }
    }
}
