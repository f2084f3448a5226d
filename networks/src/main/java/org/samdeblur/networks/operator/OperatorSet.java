package org.samdeblur.networks.operator;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.samdeblur.api.InvalidModelException;

/**
 * The operators that a backend knows, by their ONNX names. Immutable if what it holds is.
 *
 * @param operators what the backend has for each
 * @param documentation the page that lists them, for messages
 * @param <T> what a backend has for an operator
 * @since 0.1.0
 */
public record OperatorSet<T>(Map<String, T> operators, String documentation) {
    private static final int OLDEST = 7;

    /**
     * Copies the operators.
     *
     * @param operators what the backend has for each
     * @param documentation the page that lists them, for messages
     */
    public OperatorSet {
        operators = Map.copyOf(operators);
    }

    /**
     * Returns the names of all operators.
     *
     * @return ONNX's names, sorted
     */
    public SortedSet<String> names() {
        return new TreeSet<>(operators.keySet());
    }

    /**
     * Finds a node's operator.
     *
     * @param description the node
     * @return what the backend has for it
     * @throws InvalidModelException if there is none of its name, or the node is of too old an operator set; names the node
     */
    public T find(NodeDescription description) {
        if (description.opset() < OLDEST) {
            throw description.refusal(
                    "operator set " + description.opset() + " is older than " + OLDEST + "; convert the model");
        }
        String domain = description.node().domain();
        String name = description.node().operator();
        T operator = domain.isEmpty() ? operators.get(name) : null;
        if (operator == null) {
            throw description.refusal(reason(domain, name));
        }
        return operator;
    }

    private String reason(String domain, String name) {
        if (domain.isEmpty() && name.equals("If")) {
            return "its condition is known only when the network runs; the backend 'onnx' runs such networks";
        }
        return "the operator " + (domain.isEmpty() ? name : domain + "." + name) + " is not supported; " + documentation
                + " lists those that are";
    }
}
