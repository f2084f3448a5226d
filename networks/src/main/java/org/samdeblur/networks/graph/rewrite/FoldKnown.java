package org.samdeblur.networks.graph.rewrite;

import org.samdeblur.networks.graph.Graph;

/** Computes what is known, and takes the branches that are known, as long as one leads to the other. */
final class FoldKnown implements Rewrite {
    @Override
    public Graph apply(Graph graph) {
        Graph folded = FoldConstants.ofAll().apply(graph);
        Graph resolved = new ResolveConditions().apply(folded);
        return resolved == folded ? folded : apply(resolved);
    }
}
