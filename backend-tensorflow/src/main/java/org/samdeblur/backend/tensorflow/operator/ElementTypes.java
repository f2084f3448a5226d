package org.samdeblur.backend.tensorflow.operator;

import java.util.Arrays;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.networks.graph.ElementType;
import org.tensorflow.proto.DataType;

/** Maps ONNX's element types to TensorFlow's. */
public final class ElementTypes {
    private ElementTypes() {}

    /**
     * Returns TensorFlow's type.
     *
     * @param type ONNX's type
     * @return TensorFlow's type
     * @throws InvalidModelException if TensorFlow does not compute with this type
     */
    public static DataType dataType(ElementType type) {
        return switch (type) {
            case FLOAT -> DataType.DT_FLOAT;
            case DOUBLE -> DataType.DT_DOUBLE;
            case FLOAT16 -> DataType.DT_HALF;
            case BFLOAT16 -> DataType.DT_BFLOAT16;
            case UINT8 -> DataType.DT_UINT8;
            case INT8 -> DataType.DT_INT8;
            case UINT16 -> DataType.DT_UINT16;
            case INT16 -> DataType.DT_INT16;
            case UINT32 -> DataType.DT_UINT32;
            case INT32 -> DataType.DT_INT32;
            case UINT64 -> DataType.DT_UINT64;
            case INT64 -> DataType.DT_INT64;
            case BOOL -> DataType.DT_BOOL;
            case UNDEFINED -> throw new InvalidModelException("elements of type " + type + " are not supported");
        };
    }

    static ElementType elementType(DataType type) {
        return Arrays.stream(ElementType.values())
                .filter(known -> known != ElementType.UNDEFINED && dataType(known) == type)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("numbers of type " + type));
    }

    static boolean isFloating(DataType type) {
        return switch (type) {
            case DT_FLOAT, DT_DOUBLE, DT_HALF, DT_BFLOAT16 -> true;
            default -> false;
        };
    }
}
