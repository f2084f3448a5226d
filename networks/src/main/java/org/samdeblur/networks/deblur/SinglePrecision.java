package org.samdeblur.networks.deblur;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.graph.Value;

/**
 * Converts graphs of 16-bit floats to 32-bit floats. Few CPU kernels compute in 16 bits, and the results are the same
 * up to rounding.
 */
final class SinglePrecision {
    private static final Set<ElementType> HALVES = Set.of(ElementType.FLOAT16, ElementType.BFLOAT16);
    private static final Set<String> TYPE_ATTRIBUTES = Set.of("to", "dtype");

    private SinglePrecision() {}

    /** Returns the graph with every 16-bit float as a 32-bit one; the graph itself if it has none. */
    static Graph of(Graph graph) {
        return hasHalves(graph) ? converted(graph) : graph;
    }

    private static boolean hasHalves(Graph graph) {
        return graph.inputs().stream().anyMatch(value -> HALVES.contains(value.type()))
                || graph.outputs().stream().anyMatch(value -> HALVES.contains(value.type()))
                || graph.constants().values().stream().anyMatch(constant -> HALVES.contains(constant.type()))
                || graph.nodes().stream().anyMatch(SinglePrecision::hasHalves);
    }

    private static boolean hasHalves(Node node) {
        return node.attributes().entrySet().stream().anyMatch(entry -> {
            if (entry.getValue() instanceof Attribute.TensorValue tensor) {
                return HALVES.contains(tensor.value().type());
            }
            if (entry.getValue() instanceof Attribute.GraphValue subgraph) {
                return hasHalves(subgraph.value());
            }
            return namesHalf(entry.getKey(), entry.getValue());
        });
    }

    private static boolean namesHalf(String name, Attribute attribute) {
        return TYPE_ATTRIBUTES.contains(name)
                && attribute instanceof Attribute.IntValue code
                && HALVES.stream().anyMatch(half -> half.onnxCode() == code.value());
    }

    private static Graph converted(Graph graph) {
        Map<String, Constant> constants = new LinkedHashMap<>();
        graph.constants().forEach((name, constant) -> constants.put(name, converted(constant)));
        return new Graph(
                graph.name(),
                graph.opset(),
                graph.extensions(),
                converted(graph.inputs()),
                converted(graph.outputs()),
                graph.nodes().stream().map(SinglePrecision::converted).toList(),
                constants,
                graph.metadata());
    }

    private static List<Value> converted(List<Value> values) {
        return values.stream()
                .map(value -> HALVES.contains(value.type())
                        ? new Value(value.name(), ElementType.FLOAT, value.ranked(), value.shape())
                        : value)
                .toList();
    }

    private static Constant converted(Constant constant) {
        return HALVES.contains(constant.type()) ? Constant.of(constant.toTensor()) : constant;
    }

    private static Node converted(Node node) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        node.attributes().forEach((name, attribute) -> attributes.put(name, converted(name, attribute)));
        return new Node(node.name(), node.domain(), node.operator(), node.inputs(), node.outputs(), attributes);
    }

    private static Attribute converted(String name, Attribute attribute) {
        if (attribute instanceof Attribute.TensorValue tensor) {
            return new Attribute.TensorValue(converted(tensor.value()));
        }
        if (attribute instanceof Attribute.GraphValue subgraph) {
            return new Attribute.GraphValue(converted(subgraph.value()));
        }
        return namesHalf(name, attribute) ? new Attribute.IntValue(ElementType.FLOAT.onnxCode()) : attribute;
    }
}
