package org.samdeblur.networks.graph.rewrite;

import java.util.List;
import org.samdeblur.networks.graph.Graph;

/**
 * Makes graphs fast and lean for inference. The rewrites look for patterns, not for architectures, so they serve networks
 * of any origin; a pattern that is not there costs nothing. To train, use the graph as it was.
 */
public final class GraphRewriter {
    /** The order matters: folded constants show the patterns, and a split convolution hides them. */
    private static final List<Rewrite> REWRITES =
            List.of(new FoldConstants(), new FoldScales(), new FoldChannelNorms(), new SplitGates());

    private GraphRewriter() {}

    /**
     * Applies all rewrites.
     *
     * @param graph the graph
     * @return a graph that computes the same, up to rounding
     */
    public static Graph rewrite(Graph graph) {
        Graph rewritten = graph;
        for (Rewrite rewrite : REWRITES) {
            rewritten = rewrite.apply(rewritten);
        }
        return new RemoveUnused().apply(rewritten);
    }
}
