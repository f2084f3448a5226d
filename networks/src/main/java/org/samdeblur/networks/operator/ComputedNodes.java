package org.samdeblur.networks.operator;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.graph.Value;
import org.samdeblur.networks.graph.rewrite.GraphRewriter;

/**
 * The nodes of a graph that a backend has to compute.
 *
 * @since 0.1.0
 */
public final class ComputedNodes {
    private ComputedNodes() {}

    /**
     * Lists a graph's nodes without its constants and what nothing reads. Exporters name optional outputs, such as the means of a
     * {@code LayerNormalization}, whether something reads them or not; here those that nothing reads have no name.
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
