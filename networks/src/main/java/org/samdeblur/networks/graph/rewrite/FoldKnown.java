package org.samdeblur.networks.graph.rewrite;

import org.samdeblur.networks.graph.Graph;

/** Alternately folds constants and resolves conditions, until no condition is resolved. */
final class FoldKnown implements Rewrite {
    @Override
    public Graph apply(Graph graph) {
        Graph folded = FoldConstants.ofAll().apply(graph);
        Graph resolved = new ResolveConditions().apply(folded);
        return resolved == folded ? folded : apply(resolved);
    }
}
