package org.samdeblur.backend.djl.operator;

import java.util.List;
import java.util.Optional;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Node;

/**
 * A node as an operator is made of it.
 *
 * @param node the node
 * @param opset the version of the operator set it is written in
 */
public record Description(Node node, int opset) {
    long integer(String attribute, long otherwise) {
        return node.integer(attribute, otherwise);
    }

    boolean flag(String attribute, boolean otherwise) {
        return node.integer(attribute, otherwise ? 1 : 0) != 0;
    }

    String text(String attribute, String otherwise) {
        return node.text(attribute, otherwise);
    }

    Optional<long[]> integers(String attribute) {
        return node.integers(attribute)
                .map(list -> list.stream().mapToLong(Long::longValue).toArray());
    }

    float decimal(String attribute, float otherwise) {
        Attribute value = node.attributes().get(attribute);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Attribute.FloatValue decimal) {
            return decimal.value();
        }
        throw refusal("its attribute '" + attribute + "' is no float");
    }

    Optional<double[]> decimals(String attribute) {
        Attribute value = node.attributes().get(attribute);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Attribute.FloatList list) {
            return Optional.of(
                    list.values().stream().mapToDouble(Float::doubleValue).toArray());
        }
        throw refusal("its attribute '" + attribute + "' is no list of floats");
    }

    /** Reads a type by ONNX's number for it. */
    ElementType type(String attribute) {
        long code = integer(attribute, 0);
        return ElementType.ofOnnxCode((int) code).orElseThrow(() -> refusal("its type " + code + " is not known"));
    }

    int outputs() {
        return node.outputs().size();
    }

    /** Refuses what is not computed here, at loading. */
    void require(boolean condition, String what) {
        if (!condition) {
            throw refusal(what + " is not supported");
        }
    }

    /** Refuses outputs after the first that something reads. */
    void requireOneOutput() {
        List<String> outputs = node.outputs();
        require(
                outputs.stream().skip(1).allMatch(String::isEmpty),
                "its second output '" + outputs.get(outputs.size() - 1) + "'");
    }

    InvalidModelException refusal(String what) {
        return new InvalidModelException(
                "the node '" + node.name() + "' (" + node.operator() + ") cannot be computed: " + what);
    }
}
