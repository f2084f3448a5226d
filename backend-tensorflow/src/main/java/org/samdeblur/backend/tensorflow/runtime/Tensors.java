package org.samdeblur.backend.tensorflow.runtime;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint16;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/** Conversion between this library's tensors and TensorFlow's. */
public final class Tensors {
    private Tensors() {}

    /**
     * Copies a tensor.
     *
     * @param tensor the tensor
     * @return the copy, owned by the caller
     */
    public static TFloat32 of(Tensor tensor) {
        Shape shape = Shape.of(Arrays.stream(tensor.shape()).asLongStream().toArray());
        return TFloat32.tensorOf(shape, DataBuffers.of(tensor.data()));
    }

    /**
     * Copies a constant.
     *
     * @param constant the constant
     * @return the copy, owned by the caller
     * @throws InvalidModelException if its type is not supported
     */
    public static TType of(Constant constant) {
        Shape shape =
                Shape.of(constant.shape().stream().mapToLong(Integer::longValue).toArray());
        ByteBuffer bytes = constant.data();
        if (constant.type() == ElementType.FLOAT) {
            return TFloat32.tensorOf(shape, DataBuffers.of(bytes.asFloatBuffer()));
        }
        return org.tensorflow.Tensor.of(type(constant.type()), shape, DataBuffers.of(bytes));
    }

    private static Class<? extends TType> type(ElementType type) {
        return switch (type) {
            case FLOAT -> TFloat32.class;
            case DOUBLE -> TFloat64.class;
            case FLOAT16 -> TFloat16.class;
            case BFLOAT16 -> TBfloat16.class;
            case UINT8 -> TUint8.class;
            case INT32 -> TInt32.class;
            case INT64 -> TInt64.class;
            case BOOL -> TBool.class;
            case UINT16 -> TUint16.class;
            case INT8, INT16, UINT32, UINT64, UNDEFINED ->
                throw new InvalidModelException("constants of type " + type + " are not supported");
        };
    }

    /**
     * Copies one of TensorFlow's tensors.
     *
     * @param made 32-bit floats, owned by the caller
     * @return the copy
     */
    public static Tensor of(org.tensorflow.Tensor made) {
        TFloat32 floats = (TFloat32) made;
        int[] shape = new int[floats.shape().numDimensions()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = Math.toIntExact(floats.shape().get(i));
        }
        return Tensor.create(values -> read(floats, values), shape);
    }

    /**
     * Copies one of TensorFlow's tensors into a buffer.
     *
     * @param made 32-bit floats, owned by the caller
     * @param values receives the values; its position does not change
     */
    public static void read(TFloat32 made, FloatBuffer values) {
        if (made.size() > 0) {
            made.copyTo(DataBuffers.of(values.duplicate()));
        }
    }
}
