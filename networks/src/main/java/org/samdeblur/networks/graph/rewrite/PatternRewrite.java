package org.samdeblur.networks.graph.rewrite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Node;

/**
 * A rewrite that replaces the last node of a pattern; {@link RemoveUnused} removes the rest. It is repeated until the
 * pattern is not found, so replacements must not match again.
 */
abstract class PatternRewrite implements Rewrite {
    /** Networks need about a dozen passes. In a malicious file, a long chain could need one pass per node. */
    private static final int MOST_PASSES = 100;

    /**
     * Looks for the pattern.
     *
     * @param last the node that may be the last one of the pattern
     * @param graph the graph before this pass
     * @param additions receives new constants and provides names for new nodes
     * @return the nodes that replace the last node and compute its outputs; empty if the pattern does not match
     */
    abstract Optional<List<Node>> replace(Node last, GraphIndex graph, Additions additions);

    @Override
    public final Graph apply(Graph graph) {
        Graph current = graph;
        for (int i = 0; i < MOST_PASSES; i++) {
            Graph next = pass(current);
            if (next == current) {
                break;
            }
            current = next;
        }
        return current;
    }

    private Graph pass(Graph graph) {
        GraphIndex index = new GraphIndex(graph);
        Additions additions = new Additions(index);
        List<Node> nodes = new ArrayList<>();
        boolean changed = false;
        for (Node node : graph.nodes()) {
            Optional<List<Node>> replacement = replace(node, index, additions);
            changed |= replacement.isPresent();
            nodes.addAll(replacement.orElse(List.of(node)));
        }
        if (!changed) {
            return graph;
        }
        Map<String, Constant> constants = new LinkedHashMap<>(graph.constants());
        constants.putAll(additions.constants());
        return new RemoveUnused().apply(graph.withBody(nodes, constants));
    }
}
