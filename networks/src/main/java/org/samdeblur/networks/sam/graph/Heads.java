package org.samdeblur.networks.sam.graph;

import org.samdeblur.networks.graph.GraphBuilder;

/** Divides channels among the heads of an attention, and brings them together again. */
record Heads(GraphBuilder graph, int count) {
    /** {@code [B, R, h·c]} becomes {@code [B, h, R, c]}. */
    String apart(String x, int channelsEach) {
        return graph.transpose(graph.reshape(x, 0, 0, count, channelsEach), 0, 2, 1, 3);
    }

    /** {@code [B, h, R, c]} becomes {@code [B, R, h·c]}. */
    String together(String x, int channelsEach) {
        return graph.reshape(graph.transpose(x, 0, 2, 1, 3), 0, 0, (long) count * channelsEach);
    }

    /** Over the root of a head's channels, as products are that become scores. */
    String scaled(String x, int channelsEach) {
        return graph.mul(x, graph.scalar((float) (1 / Math.sqrt(channelsEach))));
    }

    /** {@code [B, h, R, c]} becomes {@code [B, h·R, c]}: the rows of the first head, then those of the second. */
    String stacked(String x, int channelsEach) {
        return graph.reshape(x, 0, -1, channelsEach);
    }

    /** {@code [B, h·R, c]} becomes {@code [B, h, R, c]}. */
    String unstacked(String x, int channelsEach) {
        return graph.reshape(x, 0, count, -1, channelsEach);
    }
}
