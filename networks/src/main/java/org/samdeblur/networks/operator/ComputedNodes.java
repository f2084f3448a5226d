package org.samdeblur.networks.operator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.graph.Value;

/** The nodes of a graph that a backend has to compute. */
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
        Set<String> read = new HashSet<>();
        graph.outputs().stream().map(Value::name).forEach(read::add);
        List<Node> backwards = new ArrayList<>();
        for (int i = graph.nodes().size() - 1; i >= 0; i--) {
            Node node = graph.nodes().get(i);
            if (!GraphConstants.isConstant(node) && node.outputs().stream().anyMatch(read::contains)) {
                backwards.add(withNamesOf(read, node));
                node.inputs().stream().filter(input -> !input.isEmpty()).forEach(read::add);
            }
        }
        Collections.reverse(backwards);
        return List.copyOf(backwards);
    }

    private static Node withNamesOf(Set<String> read, Node node) {
        List<String> outputs = node.outputs().stream()
                .map(output -> read.contains(output) ? output : "")
                .toList();
        return new Node(node.name(), node.domain(), node.operator(), node.inputs(), outputs, node.attributes());
    }
}
