package org.samdeblur.networks.sam.graph;

import org.samdeblur.networks.graph.GraphBuilder;

/**
 * Puts maps that are finer than the embedding in the order in which {@link Upscaling} makes them: all that lies over a place of the
 * embedding is in one row, first the quarters of the place, then the quarters of these, and of each all channels.
 */
final class FinerMaps {
    private FinerMaps() {}

    /** {@code [1, c, 2E, 2E]} becomes {@code [1, E, E, 4·c]}. */
    static String byPlaceOfTwo(GraphBuilder graph, String map, int size, int channels) {
        // [channel, row, row in two, column, column in two]
        String parts = graph.reshape(map, channels, size, 2, size, 2);
        return graph.reshape(graph.transpose(parts, 1, 3, 2, 4, 0), 1, size, size, 4L * channels);
    }

    /** {@code [1, c, 4E, 4E]} becomes {@code [1, E, E, 16·c]}. */
    static String byPlaceOfFour(GraphBuilder graph, String map, int size, int channels) {
        // [channel, row, row in two, row in four, column, column in two, column in four]
        String parts = graph.reshape(map, channels, size, 2, 2, size, 2, 2);
        return graph.reshape(graph.transpose(parts, 1, 4, 2, 5, 3, 6, 0), 1, size, size, 16L * channels);
    }
}
