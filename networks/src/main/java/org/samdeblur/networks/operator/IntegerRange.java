package org.samdeblur.networks.operator;

import org.jspecify.annotations.Nullable;
import org.samdeblur.networks.graph.ElementType;

/**
 * The range of an integer type, for operators that clamp values to it.
 *
 * @param least the smallest integer
 * @param most the largest integer
 * @since 0.1.0
 */
public record IntegerRange(long least, long most) {
    /**
     * Returns the range of a type.
     *
     * @param node the node that uses the type, for messages
     * @param type the type
     * @return its range
     * @throws org.samdeblur.api.InvalidModelException if quantisation to this type is not supported; the message names
     *     the node
     */
    public static IntegerRange of(NodeDescription node, ElementType type) {
        return switch (type) {
            case UINT8 -> new IntegerRange(0, 255);
            case INT8 -> new IntegerRange(-128, 127);
            default -> throw node.refusal("numbers of type " + type + " are not supported");
        };
    }

    /**
     * Returns the output type of {@code QuantizeLinear}.
     *
     * @param node the node
     * @param zeroPoint the type of the zero point; null if there is none
     * @return the type of its output
     * @throws org.samdeblur.api.InvalidModelException if the node's type is unknown; the message names the node
     */
    public static ElementType quantized(NodeDescription node, @Nullable ElementType zeroPoint) {
        if (zeroPoint != null) {
            return zeroPoint;
        }
        return node.integer("output_dtype", 0) == 0 ? ElementType.UINT8 : node.type("output_dtype");
    }
}
