package org.samdeblur.networks.operator;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.samdeblur.api.InvalidModelException;

/**
 * The operators that a backend supports, by ONNX name. Immutable if its values are.
 *
 * @param operators the backend's implementation of each
 * @param documentation the page that lists them, for messages
 * @param <T> the type of a backend's implementations
 * @since 0.1.0
 */
public record OperatorSet<T>(Map<String, T> operators, String documentation) {
    private static final int OLDEST = 7;

    /**
     * Copies the operators.
     *
     * @param operators the backend's implementation of each
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
     * Returns the operator of a node.
     *
     * @param description the node
     * @return the backend's implementation
     * @throws InvalidModelException if the operator is not supported, or its operator set is too old; the message names
     *     the node
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
