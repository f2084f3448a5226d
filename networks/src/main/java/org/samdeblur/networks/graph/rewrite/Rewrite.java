package org.samdeblur.networks.graph.rewrite;

import org.samdeblur.networks.graph.Graph;

/**
 * A change to a graph that preserves its results, up to rounding. Stateless; safe for use by multiple threads.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Rewrite {
    /**
     * Rewrites all places of a graph that match.
     *
     * @param graph the graph
     * @return a graph with the same inputs and outputs; the given one if nothing matches
     */
    Graph apply(Graph graph);
}
