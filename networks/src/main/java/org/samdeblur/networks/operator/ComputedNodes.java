package org.samdeblur.networks.operator;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.graph.Value;
import org.samdeblur.networks.graph.rewrite.GraphRewriter;

/**
 * Determines which nodes of a graph a backend has to compute.
 *
 * @since 0.1.0
 */
public final class ComputedNodes {
    private ComputedNodes() {}

    /**
     * Lists a graph's nodes without {@code Constant} nodes and nodes whose outputs nothing reads. Exporters name all
     * optional outputs, such as the means of a {@code LayerNormalization}; in the result, outputs that nothing reads
     * have no name.
     *
     * @param graph the graph
     * @return the nodes, in their order
     */
    public static List<Node> of(Graph graph) {
        List<String> outputs = graph.outputs().stream().map(Value::name).toList();
        List<Node> needed = GraphRewriter.keepOutputs(graph, outputs).nodes();
        Set<String> read = new HashSet<>(outputs);
        needed.forEach(node -> read.addAll(node.inputs()));
        return needed.stream()
                .filter(node -> !GraphConstants.isConstant(node))
                .map(node -> withNamesOf(read, node))
                .toList();
    }

    private static Node withNamesOf(Set<String> read, Node node) {
        List<String> outputs = node.outputs().stream()
                .map(output -> read.contains(output) ? output : "")
                .toList();
        return new Node(node.name(), node.domain(), node.operator(), node.inputs(), outputs, node.attributes());
    }
}
