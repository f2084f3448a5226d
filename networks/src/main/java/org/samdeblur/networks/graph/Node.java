package org.samdeblur.networks.graph;

import java.util.List;
import java.util.Map;

/**
 * One operation of a graph.
 *
 * @param name what to call the node in errors; unique within the graph
 * @param domain the operator set, such as {@code com.microsoft}; empty text for ONNX's own
 * @param operator the operator, such as {@code Conv}
 * @param inputs names of values or constants, in the operator's order; an empty name leaves an optional input out
 * @param outputs names of the values it makes
 * @param attributes the operator's attributes that are set
 */
public record Node(
        String name,
        String domain,
        String operator,
        List<String> inputs,
        List<String> outputs,
        Map<String, Attribute> attributes) {
    /**
     * Copies the collections.
     *
     * @param name what to call the node in errors; unique within the graph
     * @param domain the operator set, such as {@code com.microsoft}; empty text for ONNX's own
     * @param operator the operator, such as {@code Conv}
     * @param inputs names of values or constants, in the operator's order; an empty name leaves an optional input out
     * @param outputs names of the values it makes
     * @param attributes the operator's attributes that are set
     */
    public Node {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        attributes = Map.copyOf(attributes);
    }

    /**
     * Makes a node with one of ONNX's own operators.
     *
     * @param name what to call the node in errors; unique within the graph
     * @param operator the ONNX operator, such as {@code Conv}
     * @param inputs names of values or constants, in the operator's order; an empty name leaves an optional input out
     * @param outputs names of the values it makes
     * @param attributes the operator's attributes that are set
     */
    public Node(
            String name,
            String operator,
            List<String> inputs,
            List<String> outputs,
            Map<String, Attribute> attributes) {
        this(name, "", operator, inputs, outputs, attributes);
    }
}
