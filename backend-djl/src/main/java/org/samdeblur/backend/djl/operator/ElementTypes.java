package org.samdeblur.backend.djl.operator;

import ai.djl.ndarray.types.DataType;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.operator.NodeDescription;

/** Maps ONNX's element types to the engine's. */
public final class ElementTypes {
    private ElementTypes() {}

    /**
     * Returns the engine's type.
     *
     * @param type ONNX's type
     * @return the engine's type
     * @throws InvalidModelException if the engine does not compute with this type
     */
    public static DataType dataType(ElementType type) {
        return switch (type) {
            case FLOAT -> DataType.FLOAT32;
            case DOUBLE -> DataType.FLOAT64;
            case FLOAT16 -> DataType.FLOAT16;
            case UINT8 -> DataType.UINT8;
            case INT8 -> DataType.INT8;
            case INT32 -> DataType.INT32;
            case INT64 -> DataType.INT64;
            case BOOL -> DataType.BOOLEAN;
            // creating BFLOAT16 arrays crashes the engine
            case BFLOAT16, INT16, UINT16, UINT32, UINT64, UNDEFINED ->
                throw new InvalidModelException("elements of type " + type + " are not supported");
        };
    }

    /** Returns the engine's type for a node's output. */
    static DataType dataType(NodeDescription node, ElementType type) {
        try {
            return dataType(type);
        } catch (InvalidModelException e) {
            throw node.refusal(e.getMessage());
        }
    }

    static ElementType elementType(DataType type) {
        return switch (type) {
            case FLOAT32 -> ElementType.FLOAT;
            case FLOAT64 -> ElementType.DOUBLE;
            case FLOAT16 -> ElementType.FLOAT16;
            case UINT8 -> ElementType.UINT8;
            case INT8 -> ElementType.INT8;
            case INT32 -> ElementType.INT32;
            case INT64 -> ElementType.INT64;
            case BOOLEAN -> ElementType.BOOL;
            default -> throw new IllegalStateException("an array of " + type);
        };
    }

    static boolean isFloating(ElementType type) {
        return switch (type) {
            case FLOAT, DOUBLE, FLOAT16 -> true;
            default -> false;
        };
    }
}
