package org.samdeblur.networks.operator;

import org.jspecify.annotations.Nullable;
import org.samdeblur.networks.graph.ElementType;

/**
 * The integers that a type holds, for operators that limit values to them.
 *
 * @param least the least
 * @param most the most
 * @since 0.1.0
 */
public record IntegerRange(long least, long most) {
    /**
     * Finds the range of a type.
     *
     * @param node the node that asks, for messages
     * @param type the type
     * @return its range
     * @throws org.samdeblur.api.InvalidModelException if floats are not quantised to this type here; names the node
     */
    public static IntegerRange of(NodeDescription node, ElementType type) {
        return switch (type) {
            case UINT8 -> new IntegerRange(0, 255);
            case INT8 -> new IntegerRange(-128, 127);
            default -> throw node.refusal("numbers of type " + type + " are not supported");
        };
    }

    /**
     * Finds the type that {@code QuantizeLinear} makes.
     *
     * @param node the node
     * @param zeroPoint the type of the integer that stands for 0, null if there is none
     * @return the type of its output
     * @throws org.samdeblur.api.InvalidModelException if the node names a type that is not known; names the node
     */
    public static ElementType quantized(NodeDescription node, @Nullable ElementType zeroPoint) {
        if (zeroPoint != null) {
            return zeroPoint;
        }
        return node.integer("output_dtype", 0) == 0 ? ElementType.UINT8 : node.type("output_dtype");
    }
}
