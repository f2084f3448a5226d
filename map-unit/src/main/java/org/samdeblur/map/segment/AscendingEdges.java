package org.samdeblur.map.segment;

import java.util.ArrayList;
import java.util.List;

/**
 * Delivers the edges of a graph in ascending order of weight, and edges of equal weight in the graph's order. At most a
 * fixed number of edges is in memory: weights are counted first and divided into ranges with at most so many edges, and
 * the graph is traversed once for each range.
 */
final class AscendingEdges {
    /** Colours lie in [0, 1], so weights are below 2. */
    private static final int WEIGHT_END = Float.floatToRawIntBits(2f);

    /** Weights are counted by their upper bits first. A class with too many edges is split by these lower bits. */
    private static final int CLASS_BITS = 15;

    private final PixelGraph graph;
    private final int capacity;

    AscendingEdges(PixelGraph graph, int capacity) {
        this.graph = graph;
        this.capacity = capacity;
    }

    /** Receives the edges, and selects those that matter. An edge that does not matter must never matter later. */
    interface Joining {
        /** Called before each traversal of the graph. */
        void prepare();

        /**
         * Marks pixels. An edge matters if the marks of its ends differ and neither is negative.
         *
         * @param first the first pixel
         * @param lightest a lower bound on the weights of edges still to come
         * @param marks receives a mark for each of the following pixels
         */
        void mark(int first, float lightest, int[] marks);

        /**
         * Moves edges that matter to the front of a part of an array.
         *
         * @param edges edges, each an {@link EdgeCode}
         * @param first the first index of the part
         * @param end the index after the part
         * @param lightest a lower bound on the weights of edges still to come
         * @return the index after the edges that matter
         */
        int retain(long[] edges, int first, int end, float lightest);

        /**
         * Receives the next edges, in order.
         *
         * @param edges edges, each an {@link EdgeCode}
         * @param first the index of the first one
         * @param end the index after the last one
         */
        void join(long[] edges, int first, int end);
    }

    /** Receives the progress after each range. */
    @FunctionalInterface
    interface RangeListener {
        void finished(int ranges, int total);
    }

    private record Range(int lightest, int end, int edges) {
        boolean isOneWeight() {
            return end - lightest == 1;
        }
    }

    void forEach(Joining joining, RangeListener listener) {
        List<Range> ranges = plan(joining);
        Collector collector = new Collector(joining, ranges);
        for (int i = 0; i < ranges.size(); i++) {
            collector.deliver(ranges.get(i));
            listener.finished(i + 1, ranges.size());
        }
    }

    private List<Range> plan(Joining joining) {
        if (graph.edges() <= capacity) {
            return List.of(new Range(0, WEIGHT_END, graph.edges()));
        }
        List<Range> ranges = new ArrayList<>();
        planWithin(new Range(0, WEIGHT_END, 0), CLASS_BITS, joining, ranges);
        return ranges;
    }

    private void planWithin(Range whole, int classBits, Joining joining, List<Range> ranges) {
        int[] counts = new Counter(joining).count(whole, classBits);
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
                planWithin(rangeOf(whole, i, i + 1, counts[i], classBits), 0, joining, ranges);
                start = i + 1;
            } else if (tooMany) {
                addRange(whole, i, i + 1, counts[i], classBits, ranges);
                start = i + 1;
            } else if (counts[i] == 0 && held == 0) {
                start = i + 1;
            } else {
                held += counts[i];
            }
        }
        addRange(whole, start, counts.length, held, classBits, ranges);
    }

    private static void addRange(Range whole, int from, int to, int edges, int classBits, List<Range> ranges) {
        if (edges > 0) {
            ranges.add(rangeOf(whole, from, to, edges, classBits));
        }
    }

    private static Range rangeOf(Range whole, int from, int to, int edges, int classBits) {
        return new Range(whole.lightest() + (from << classBits), whole.lightest() + (to << classBits), edges);
    }

    /** A traversal of the graph, row by row. */
    private abstract class Traversal {
        private final Joining joining;
        private final float[] weights = new float[graph.width()];
        private int[] upper = new int[graph.width()];
        private int[] lower = new int[graph.width()];

        Traversal(Joining joining) {
            this.joining = joining;
        }

        /**
         * @param lightestToCome a lower bound on the weights of edges still to come
         */
        final void traverse(float lightestToCome) {
            joining.prepare();
            joining.mark(0, lightestToCome, upper);
            for (int y = 0; y < graph.height(); y++) {
                if (y + 1 < graph.height()) {
                    joining.mark((y + 1) * graph.width(), lightestToCome, lower);
                }
                for (int direction = 0; direction < PixelGraph.DIRECTIONS; direction++) {
                    if (graph.edges(y, direction) > 0) {
                        graph.weigh(y, direction, weights);
                        take(y, direction, weights, upper, PixelGraph.leadsDown(direction) ? lower : upper);
                    }
                }
                int[] above = upper;
                upper = lower;
                lower = above;
            }
        }

        /**
         * Processes the edges of a row in one direction.
         *
         * @param weights the weights of the edges
         * @param starts the marks of the row in which they start
         * @param ends the marks of the row in which they end
         */
        abstract void take(int row, int direction, float[] weights, int[] starts, int[] ends);
    }

    /** Counts edges by weight. */
    private final class Counter extends Traversal {
        private Range range;
        private int classBits;
        private int[] counts;

        Counter(Joining joining) {
            super(joining);
        }

        int[] count(Range whole, int bits) {
            range = whole;
            classBits = bits;
            counts = new int[(whole.end() - whole.lightest()) >> bits];
            // no edge has been delivered yet, so any weight may still come
            traverse(0);
            return counts;
        }

        @Override
        void take(int row, int direction, float[] weights, int[] starts, int[] ends) {
            int edges = graph.edges(row, direction);
            int start = PixelGraph.firstColumn(direction);
            int end = start + PixelGraph.columnStep(direction);
            int lightest = range.lightest();
            int span = range.end() - lightest;
            for (int i = 0; i < edges; i++) {
                int weight = Float.floatToRawIntBits(weights[i]) - lightest;
                int a = starts[start + i];
                int b = ends[end + i];
                if (a != b && (weight | span - 1 - weight | a | b) >= 0) {
                    counts[weight >> classBits]++;
                }
            }
        }
    }

    /** Collects, sorts and delivers the edges of one range at a time. */
    private final class Collector extends Traversal {
        private final Joining joining;
        private final EdgeSorter sorter = new EdgeSorter();
        private Range range;
        private final long[] edges;
        private int size;

        Collector(Joining joining, List<Range> ranges) {
            super(joining);
            this.joining = joining;
            int most = graph.width();
            for (Range planned : ranges) {
                if (!planned.isOneWeight()) {
                    most = Math.max(most, planned.edges());
                }
            }
            // one more element, because an edge is stored before it is known to matter
            edges = new long[most + 1];
        }

        void deliver(Range next) {
            range = next;
            size = 0;
            traverse(Float.intBitsToFloat(next.lightest()));
            if (next.isOneWeight()) {
                joining.join(edges, 0, size);
            } else {
                sorter.deliver(edges, size, next.lightest(), next.end(), joining);
            }
        }

        @Override
        void take(int row, int direction, float[] weights, int[] starts, int[] ends) {
            int more = graph.edges(row, direction);
            // edges of equal weight are already in order, and need not be collected
            if (range.isOneWeight() && more > edges.length - 1 - size) {
                joining.join(edges, 0, size);
                size = 0;
            }
            int start = PixelGraph.firstColumn(direction);
            int end = start + PixelGraph.columnStep(direction);
            int first = row * graph.width() + start;
            size = append(edges, size, weights, more, first, direction, starts, start, ends, end);
        }

        private int append(
                long[] collected,
                int held,
                float[] weights,
                int more,
                int first,
                int direction,
                int[] starts,
                int start,
                int[] ends,
                int end) {
            int lightest = range.lightest();
            int heaviest = range.end() - 1;
            int filled = held;
            for (int i = 0; i < more; i++) {
                int weight = Float.floatToRawIntBits(weights[i]);
                int a = starts[start + i];
                int b = ends[end + i];
                collected[filled] = EdgeCode.of(weight, first + i, direction);
                // without a branch, since it would be mispredicted half of the time
                filled += a != b & (weight - lightest | heaviest - weight | a | b) >= 0 ? 1 : 0;
            }
            return filled;
        }
    }
}
