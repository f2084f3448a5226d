package org.samdeblur.networks.nafnet;

import java.util.List;
import java.util.Map;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.GraphBuilder;

/**
 * Writes means over all windows of k rows and l columns that fit into a map, in a time that does not depend on k and l:
 * differences of running sums, down the columns first, then along the rows. One axis at a time the sums stay small, so that
 * little is lost to rounding in their differences.
 *
 * <p>A window is cut to the map's size, which is known only when the network runs. What depends on the size alone is
 * computed once for all maps of a level.
 */
final class LocalMean {
    private final Span rows;
    private final Span columns;
    private final String area;
    private final String margins;

    /**
     * The windows along an axis; both numbers are names of lists of one element.
     *
     * @param axis the axis
     * @param last the index of the last pixel of the first window
     * @param count the number of windows that fit
     */
    private record Span(int axis, String last, String count) {}

    private LocalMean(Span rows, Span columns, String area, String margins) {
        this.rows = rows;
        this.columns = columns;
        this.area = area;
        this.margins = margins;
    }

    /** Prepares means over maps of one size, of which x is one; the window is a square. */
    static LocalMean over(GraphBuilder graph, String x, int window) {
        String size = graph.op("Shape", List.of(x), Map.of("start", Attribute.of(2), "end", Attribute.of(4)));
        String cut = graph.op("Min", size, graph.longs(window, window));
        String last = graph.sub(cut, graph.longs(1));
        String count = graph.sub(size, last);
        Span rows = new Span(2, element(graph, last, 0), element(graph, count, 0));
        Span columns = new Span(3, element(graph, last, 1), element(graph, count, 1));
        String pixels = graph.mul(element(graph, cut, 0), element(graph, cut, 1));
        String area = graph.op("Cast", List.of(pixels), Map.of("to", Attribute.of(ElementType.FLOAT.onnxCode())));
        return new LocalMean(rows, columns, area, margins(graph, last, cut));
    }

    private static String element(GraphBuilder graph, String list, int index) {
        return graph.op("Gather", list, graph.longs(index));
    }

    /** By how much the windows' map is smaller: (k − 1) / 2 before, k / 2 after, rounded down. */
    private static String margins(GraphBuilder graph, String last, String cut) {
        String two = graph.longs(2);
        String none = graph.longs(0, 0);
        return graph.concat(0, none, graph.div(last, two), none, graph.div(cut, two));
    }

    /** Means over the windows that fit: {@code [N, C, H − k + 1, W − l + 1]}. */
    String write(GraphBuilder graph, String x) {
        return graph.div(sums(graph, sums(graph, x, rows), columns), area);
    }

    /** The sum over pixels i to i + k − 1 is S(i + k − 1) − S(i) + x(i), where S are sums up to and with a pixel. */
    private static String sums(GraphBuilder graph, String x, Span span) {
        String running = graph.op("CumSum", x, graph.constant(scalar(span.axis())));
        String axis = graph.longs(span.axis());
        String zero = graph.longs(0);
        String atLast = graph.op("Slice", running, span.last(), graph.longs(Long.MAX_VALUE), axis);
        String atFirst = graph.op("Slice", running, zero, span.count(), axis);
        String first = graph.op("Slice", x, zero, span.count(), axis);
        return graph.add(graph.sub(atLast, atFirst), first);
    }

    private static Constant scalar(long value) {
        Constant list = Constant.ofLongs(value);
        return new Constant(list.type(), List.of(), list.data());
    }

    /** Repeats the border of a windows' map up to the size of the map the windows were taken from. */
    String extend(GraphBuilder graph, String x) {
        return graph.op("Pad", List.of(x, margins), Map.of("mode", Attribute.of("edge")));
    }
}
