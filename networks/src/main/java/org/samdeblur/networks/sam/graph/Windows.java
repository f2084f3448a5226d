package org.samdeblur.networks.sam.graph;

import java.util.List;
import java.util.Map;
import org.samdeblur.networks.graph.GraphBuilder;

/**
 * A square feature map divided into windows. If they do not divide it evenly, zeros are added at the right and the
 * bottom.
 *
 * @param size height and width of the map
 * @param window height and width of a window
 * @param channels channels
 */
record Windows(int size, int window, int channels) {
    /** The number of windows. */
    int count() {
        return perAxis() * perAxis();
    }

    /** The pixels of a window. */
    int area() {
        return window * window;
    }

    /** The number of windows per row and per column. */
    int perAxis() {
        return (size + window - 1) / window;
    }

    private int padded() {
        return perAxis() * window;
    }

    /** Reorders rows {@code [size · size, C]} to {@code [count · area, C]}, one window after the other. */
    String part(GraphBuilder graph, String rows) {
        String map = graph.reshape(rows, size, size, channels);
        String whole = padded() == size ? map : padded(graph, map);
        return graph.reshape(
                swapped(graph, graph.reshape(whole, perAxis(), window, perAxis(), window, channels)), -1, channels);
    }

    /** Reverts {@link #part}; padding is removed. */
    String join(GraphBuilder graph, String rows) {
        String parts = graph.reshape(rows, perAxis(), perAxis(), window, window, channels);
        String map = graph.reshape(swapped(graph, parts), padded(), padded(), channels);
        String cut = padded() == size ? map : graph.slice(graph.slice(map, 0, 0, size), 1, 0, size);
        return graph.reshape(cut, -1, channels);
    }

    private String padded(GraphBuilder graph, String map) {
        long added = (long) padded() - size;
        return graph.op("Pad", List.of(map, graph.longs(0, 0, 0, added, added, 0)), Map.of());
    }

    /** Swaps the axes of rows within a window and windows within a row. */
    private static String swapped(GraphBuilder graph, String parts) {
        return graph.transpose(parts, 0, 2, 1, 3, 4);
    }
}
