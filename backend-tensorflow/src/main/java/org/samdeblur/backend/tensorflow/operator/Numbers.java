package org.samdeblur.backend.tensorflow.operator;

import java.util.function.Function;
import org.tensorflow.Output;
import org.tensorflow.Tensor;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** Single numbers of TensorFlow's types. */
final class Numbers {
    private Numbers() {}

    /** Creates a number, passes it on, and releases it. */
    static Output<?> scalar(double value, DataType type, Function<Tensor, Output<?>> user) {
        try (Tensor number = switch (type) {
            case DT_FLOAT -> TFloat32.scalarOf((float) value);
            case DT_DOUBLE -> TFloat64.scalarOf(value);
            case DT_HALF -> TFloat16.scalarOf((float) value);
            case DT_BFLOAT16 -> TBfloat16.scalarOf((float) value);
            case DT_INT32 -> TInt32.scalarOf((int) value);
            case DT_INT64 -> TInt64.scalarOf((long) value);
            default -> throw new IllegalArgumentException("a number of type " + type);
        }) {
            return user.apply(number);
        }
    }
}
