package org.samdeblur.networks.graph.rewrite;

import org.samdeblur.networks.graph.Graph;

/**
 * A change to a graph that leaves what it computes as it is, up to rounding. Stateless, so safe for many threads.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Rewrite {
    /**
     * Rewrites a graph wherever it can.
     *
     * @param graph the graph
     * @return a graph of the same inputs and outputs; the given one if there was nothing to do
     */
    Graph apply(Graph graph);
}
