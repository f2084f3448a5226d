package org.samdeblur.networks.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network as an ONNX graph. Immutable.
 *
 * @param name the graph's name
 * @param opset the version of ONNX's default operator set that the nodes are written in
 * @param extensions the versions of other operator sets by domain, such as {@code com.microsoft}; usually empty
 * @param inputs the inputs, without constants
 * @param outputs the outputs
 * @param nodes the operations; each comes after those whose outputs it reads
 * @param constants weights and other constants by name ("initializers"), in a stable order
 * @param metadata arbitrary properties, such as the size multiple or the MAP encoder's weights
 * @since 0.1.0
 */
public record Graph(
        String name,
        int opset,
        Map<String, Integer> extensions,
        List<Value> inputs,
        List<Value> outputs,
        List<Node> nodes,
        Map<String, Constant> constants,
        Map<String, String> metadata) {
    /**
     * Copies the collections.
     *
     * @param name the graph's name
     * @param opset the version of ONNX's default operator set that the nodes are written in
     * @param extensions the versions of other operator sets by domain, such as {@code com.microsoft}; usually empty
     * @param inputs the inputs, without constants
     * @param outputs the outputs
     * @param nodes the operations; each comes after those whose outputs it reads
     * @param constants weights and other constants by name ("initializers"), in a stable order
     * @param metadata arbitrary properties, such as the size multiple or the MAP encoder's weights
     */
    public Graph {
        extensions = Map.copyOf(extensions);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        nodes = List.copyOf(nodes);
        constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /**
     * Creates a graph of ONNX's default operators.
     *
     * @param name the graph's name
     * @param opset the version of ONNX's default operator set that the nodes are written in
     * @param inputs the inputs, without constants
     * @param outputs the outputs
     * @param nodes the operations; each comes after those whose outputs it reads
     * @param constants weights and other constants by name, in a stable order
     * @param metadata arbitrary properties
     */
    public Graph(
            String name,
            int opset,
            List<Value> inputs,
            List<Value> outputs,
            List<Node> nodes,
            Map<String, Constant> constants,
            Map<String, String> metadata) {
        this(name, opset, Map.of(), inputs, outputs, nodes, constants, metadata);
    }

    /**
     * Returns the same graph with other properties.
     *
     * @param properties all properties of the new graph
     * @return the graph
     */
    public Graph withMetadata(Map<String, String> properties) {
        return new Graph(name, opset, extensions, inputs, outputs, nodes, constants, properties);
    }

    /**
     * Returns a graph with the same inputs and outputs and another body.
     *
     * @param newNodes all nodes of the new graph
     * @param newConstants all constants of the new graph
     * @return the graph
     */
    public Graph withBody(List<Node> newNodes, Map<String, Constant> newConstants) {
        return new Graph(name, opset, extensions, inputs, outputs, newNodes, newConstants, metadata);
    }
}
