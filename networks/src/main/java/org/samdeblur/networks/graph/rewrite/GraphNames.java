package org.samdeblur.networks.graph.rewrite;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.graph.Value;

/** Renames values, including those that subgraphs read. */
final class GraphNames {
    private GraphNames() {}

    /** Returns the node with new names for the values that it and its subgraphs read. */
    static Node reading(Node node, Map<String, String> names) {
        Map<String, Attribute> attributes = new LinkedHashMap<>(node.attributes());
        attributes.replaceAll((name, attribute) -> attribute instanceof Attribute.GraphValue subgraph
                ? new Attribute.GraphValue(reading(subgraph.value(), names))
                : attribute);
        return new Node(
                node.name(), node.domain(), node.operator(), all(node.inputs(), names), node.outputs(), attributes);
    }

    /** A subgraph's own values and constants hide those of the same name outside. */
    private static Graph reading(Graph subgraph, Map<String, String> names) {
        Map<String, String> visible = new HashMap<>(names);
        subgraph.inputs().forEach(input -> visible.remove(input.name()));
        visible.keySet().removeAll(subgraph.constants().keySet());
        subgraph.nodes().forEach(node -> visible.keySet().removeAll(node.outputs()));
        List<Value> outputs = subgraph.outputs().stream()
                .map(output -> new Value(
                        visible.getOrDefault(output.name(), output.name()),
                        output.type(),
                        output.ranked(),
                        output.shape()))
                .toList();
        return new Graph(
                subgraph.name(),
                subgraph.opset(),
                subgraph.extensions(),
                subgraph.inputs(),
                outputs,
                subgraph.nodes().stream().map(node -> reading(node, visible)).toList(),
                subgraph.constants(),
                subgraph.metadata());
    }

    private static List<String> all(List<String> values, Map<String, String> names) {
        return values.stream().map(value -> names.getOrDefault(value, value)).toList();
    }
}
