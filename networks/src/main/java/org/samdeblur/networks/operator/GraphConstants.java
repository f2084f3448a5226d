package org.samdeblur.networks.operator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Node;

/**
 * Collects the constants of a graph.
 *
 * @since 0.1.0
 */
public final class GraphConstants {
    private GraphConstants() {}

    /**
     * Lists a graph's constants, including those of its {@code Constant} nodes.
     *
     * @param graph the graph
     * @return the constants by name
     * @throws InvalidModelException if the value of a {@code Constant} node is not a tensor or number
     */
    public static Map<String, Constant> of(Graph graph) {
        Map<String, Constant> constants = new LinkedHashMap<>(graph.constants());
        for (Node node : graph.nodes()) {
            if (isConstant(node)) {
                constants.put(node.outputs().get(0), value(node));
            }
        }
        return constants;
    }

    static boolean isConstant(Node node) {
        return node.operator().equals("Constant") && node.domain().isEmpty();
    }

    private static Constant value(Node node) {
        Map<String, Attribute> attributes = node.attributes();
        Attribute value =
                attributes.isEmpty() ? null : attributes.values().iterator().next();
        if (value instanceof Attribute.TensorValue tensor) {
            return tensor.value();
        }
        if (value instanceof Attribute.FloatValue number) {
            return Constant.ofScalar(number.value());
        }
        if (value instanceof Attribute.IntList list) {
            return Constant.ofLongs(
                    list.values().stream().mapToLong(Long::longValue).toArray());
        }
        if (value instanceof Attribute.FloatList list) {
            return Constant.create(
                    buffer -> list.values().forEach(buffer::put), list.values().size());
        }
        if (value instanceof Attribute.IntValue number) {
            Constant one = Constant.ofLongs(number.value());
            return new Constant(one.type(), List.of(), one.data());
        }
        throw new InvalidModelException(
                "the node '" + node.name() + "' (Constant) cannot be computed: its value is not a tensor or number");
    }
}
