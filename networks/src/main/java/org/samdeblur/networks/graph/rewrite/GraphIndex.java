package org.samdeblur.networks.graph.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.graph.Value;

/** Finds the nodes that compute and read a graph's values. A node also reads the values that its subgraphs read. */
final class GraphIndex {
    private final Graph graph;
    private final Map<String, Node> makers = new HashMap<>();
    private final Map<String, List<Node>> readers = new HashMap<>();
    private final Set<String> outputs = new HashSet<>();
    private final Set<String> names = new HashSet<>();

    GraphIndex(Graph graph) {
        this.graph = graph;
        graph.inputs().forEach(input -> names.add(input.name()));
        names.addAll(graph.constants().keySet());
        graph.outputs().stream().map(Value::name).forEach(outputs::add);
        for (Node node : graph.nodes()) {
            names.add(node.name());
            names.addAll(node.outputs());
            node.outputs().forEach(value -> makers.put(value, node));
            valuesReadBy(node)
                    .forEach(value -> readers.computeIfAbsent(value, key -> new ArrayList<>())
                            .add(node));
        }
    }

    /** Returns the values that a node and its subgraphs read. A value that is read twice is listed twice. */
    static List<String> valuesReadBy(Node node) {
        List<String> values = new ArrayList<>(node.inputs());
        for (Attribute attribute : node.attributes().values()) {
            if (attribute instanceof Attribute.GraphValue subgraph) {
                subgraph.value().nodes().forEach(inner -> values.addAll(valuesReadBy(inner)));
                subgraph.value().outputs().forEach(output -> values.add(output.name()));
            }
        }
        values.removeIf(String::isEmpty);
        return values;
    }

    Optional<Node> maker(String value) {
        return Optional.ofNullable(makers.get(value));
    }

    /** Returns the node that computes a value, if it has the given operator. */
    Optional<Node> maker(String value, String operator) {
        return maker(value).filter(node -> isOperator(node, operator));
    }

    static boolean isOperator(Node node, String operator) {
        return node.domain().isEmpty() && node.operator().equals(operator);
    }

    /** Returns the nodes that read a value. A node that reads it twice is listed twice. */
    List<Node> readers(String value) {
        return readers.getOrDefault(value, List.of());
    }

    boolean isOutput(String value) {
        return outputs.contains(value);
    }

    /**
     * Returns whether a value has exactly one reader and is not an output, so that it is unused without this reader.
     */
    boolean hasOneReader(String value) {
        return readers(value).size() == 1 && !isOutput(value);
    }

    Optional<Constant> constant(String value) {
        return Optional.ofNullable(graph.constants().get(value));
    }

    Optional<Constant> floats(String value) {
        return constant(value).filter(constant -> constant.type() == ElementType.FLOAT);
    }

    /** Returns a constant of floats, or one that a {@code Reshape} node computes from a constant. */
    Optional<Constant> reshapedFloats(String value) {
        return floats(value)
                .or(() -> maker(value, "Reshape")
                        .flatMap(reshape -> KnownValues.of(reshape, this, InputChannels.MAY_GROW))
                        .filter(constant -> constant.type() == ElementType.FLOAT));
    }

    /** Returns the elements of a constant of integers. */
    Optional<long[]> integers(String value) {
        return constant(value)
                .filter(constant -> constant.type() == ElementType.INT64 || constant.type() == ElementType.INT32)
                .map(Constant::toLongs);
    }

    /** Returns the only element of a constant of one float. */
    Optional<Float> number(String value) {
        return floats(value)
                .filter(constant -> constant.data().remaining() == Float.BYTES)
                .map(constant -> constant.data().getFloat());
    }

    Graph graph() {
        return graph;
    }

    /** Returns all names in use, in a new set. */
    Set<String> names() {
        Set<String> all = new HashSet<>(names);
        graph.nodes().forEach(node -> all.addAll(valuesReadBy(node)));
        return all;
    }
}
