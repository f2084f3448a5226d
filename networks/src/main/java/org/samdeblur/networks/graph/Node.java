package org.samdeblur.networks.graph;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.samdeblur.api.InvalidModelException;

/**
 * One operation of a graph.
 *
 * @param name the node's name, used in messages; unique within the graph
 * @param domain the operator set, such as {@code com.microsoft}; empty for ONNX's own
 * @param operator the operator, such as {@code Conv}
 * @param inputs names of values or constants, in the operator's order; an empty name omits an optional input
 * @param outputs names of its outputs
 * @param attributes the attributes that are set
 * @since 0.1.0
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
     * @param name the node's name, used in messages; unique within the graph
     * @param domain the operator set, such as {@code com.microsoft}; empty for ONNX's own
     * @param operator the operator, such as {@code Conv}
     * @param inputs names of values or constants, in the operator's order; an empty name omits an optional input
     * @param outputs names of its outputs
     * @param attributes the attributes that are set
     */
    public Node {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        attributes = Map.copyOf(attributes);
    }

    /**
     * Creates a node with one of ONNX's own operators.
     *
     * @param name the node's name, used in messages; unique within the graph
     * @param operator the ONNX operator, such as {@code Conv}
     * @param inputs names of values or constants, in the operator's order; an empty name omits an optional input
     * @param outputs names of its outputs
     * @param attributes the attributes that are set
     */
    public Node(
            String name,
            String operator,
            List<String> inputs,
            List<String> outputs,
            Map<String, Attribute> attributes) {
        this(name, "", operator, inputs, outputs, attributes);
    }

    /**
     * Returns an operand.
     *
     * @param index its index in the operator's order
     * @return the name of the value or constant; empty if it is omitted
     */
    public String input(int index) {
        return index < inputs.size() ? inputs.get(index) : "";
    }

    /**
     * Reads an integer attribute.
     *
     * @param attribute its name
     * @param otherwise the value if it is not set
     * @return the value
     * @throws InvalidModelException if it is not an integer
     */
    public long integer(String attribute, long otherwise) {
        Attribute value = attributes.get(attribute);
        return value == null
                ? otherwise
                : as(Attribute.IntValue.class, attribute, value).value();
    }

    /**
     * Reads a list of integers.
     *
     * @param attribute its name
     * @return the values; empty if it is not set
     * @throws InvalidModelException if it is not a list of integers
     */
    public Optional<List<Long>> integers(String attribute) {
        return Optional.ofNullable(attributes.get(attribute))
                .map(value -> as(Attribute.IntList.class, attribute, value).values());
    }

    /**
     * Reads a string attribute.
     *
     * @param attribute its name
     * @param otherwise the value if it is not set
     * @return the value
     * @throws InvalidModelException if it is not a string
     */
    public String text(String attribute, String otherwise) {
        Attribute value = attributes.get(attribute);
        return value == null
                ? otherwise
                : as(Attribute.StringValue.class, attribute, value).value();
    }

    private <T extends Attribute> T as(Class<T> kind, String attribute, Attribute value) {
        if (!kind.isInstance(value)) {
            throw new InvalidModelException("the attribute '" + attribute + "' of node '" + name + "' must be "
                    + kind.getSimpleName() + ", not " + value);
        }
        return kind.cast(value);
    }
}
