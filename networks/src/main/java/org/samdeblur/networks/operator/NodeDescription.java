package org.samdeblur.networks.operator;

import java.util.List;
import java.util.Optional;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Node;

/**
 * A node, with methods to read and check its attributes when a backend creates an operator for it. Reading an attribute
 * of another kind throws an {@link InvalidModelException} that names the node.
 *
 * @param node the node
 * @param opset the version of its operator set
 * @since 0.1.0
 */
public record NodeDescription(Node node, int opset) {
    /**
     * Reads an integer.
     *
     * @param attribute its name
     * @param otherwise the value if it is not set
     * @return the value
     */
    public long integer(String attribute, long otherwise) {
        return node.integer(attribute, otherwise);
    }

    /**
     * Reads an integer as a truth value.
     *
     * @param attribute its name
     * @param otherwise the value if it is not set
     * @return true unless it is 0
     */
    public boolean flag(String attribute, boolean otherwise) {
        return node.integer(attribute, otherwise ? 1 : 0) != 0;
    }

    /**
     * Reads a string.
     *
     * @param attribute its name
     * @param otherwise the value if it is not set
     * @return the value
     */
    public String text(String attribute, String otherwise) {
        return node.text(attribute, otherwise);
    }

    /**
     * Reads integers.
     *
     * @param attribute their name
     * @return the values, empty if they are not set
     */
    public Optional<long[]> integers(String attribute) {
        return node.integers(attribute)
                .map(list -> list.stream().mapToLong(Long::longValue).toArray());
    }

    /**
     * Reads a float.
     *
     * @param attribute its name
     * @param otherwise the value if it is not set
     * @return the value
     */
    public float decimal(String attribute, float otherwise) {
        Attribute value = node.attributes().get(attribute);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Attribute.FloatValue decimal) {
            return decimal.value();
        }
        throw refusal("its attribute '" + attribute + "' is not a float");
    }

    /**
     * Reads floats.
     *
     * @param attribute their name
     * @return the values, empty if they are not set
     */
    public Optional<double[]> decimals(String attribute) {
        Attribute value = node.attributes().get(attribute);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Attribute.FloatList list) {
            return Optional.of(
                    list.values().stream().mapToDouble(Float::doubleValue).toArray());
        }
        throw refusal("its attribute '" + attribute + "' is not a list of floats");
    }

    /**
     * Reads a type by ONNX's number for it.
     *
     * @param attribute its name
     * @return the type
     */
    public ElementType type(String attribute) {
        long code = integer(attribute, 0);
        return ElementType.ofOnnxCode((int) code).orElseThrow(() -> refusal("its type " + code + " is not known"));
    }

    /**
     * Counts the outputs.
     *
     * @return their number, including those without a name
     */
    public int outputs() {
        return node.outputs().size();
    }

    /**
     * Fails unless a condition holds. For use when a graph is loaded.
     *
     * @param condition the condition
     * @param what the feature that is not supported if the condition does not hold
     * @throws InvalidModelException if the condition does not hold
     */
    public void require(boolean condition, String what) {
        if (!condition) {
            throw refusal(what + " is not supported");
        }
    }

    /**
     * Fails if another output than the first is read.
     *
     * @throws InvalidModelException if there is one
     */
    public void requireOneOutput() {
        List<String> outputs = node.outputs();
        require(
                outputs.stream().skip(1).allMatch(String::isEmpty),
                "its second output '" + outputs.get(outputs.size() - 1) + "'");
    }

    /**
     * Creates an exception that names the node.
     *
     * @param what why it cannot be computed
     * @return the exception
     */
    public InvalidModelException refusal(String what) {
        return new InvalidModelException(this + " cannot be computed: " + what);
    }

    /** Returns name and operator, for messages. */
    @Override
    public String toString() {
        return "the node '" + node.name() + "' (" + node.operator() + ")";
    }
}
