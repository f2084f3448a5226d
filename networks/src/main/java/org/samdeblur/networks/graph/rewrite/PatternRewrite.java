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
 * A rewrite that looks at the last node of a pattern and replaces it; the rest of the pattern is left to
 * {@link RemoveUnused}. Applied until the pattern is found no more, so what it makes must not match again.
 */
abstract class PatternRewrite implements Rewrite {
    /** Real graphs are done after a dozen; long chains made on purpose would take as many passes as they have nodes. */
    private static final int MOST_PASSES = 100;

    /**
     * Looks for the pattern.
     *
     * @param last the node in which it would end
     * @param graph the graph as it is
     * @param additions takes the constants and names of new nodes
     * @return the nodes that take the last one's place and make its outputs; empty if the pattern is not there
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
