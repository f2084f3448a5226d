package org.samdeblur.backend.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;

/** Native tensors by name, over Java buffers, which are not copied. Closing frees the native handles only. */
final class NativeTensors implements AutoCloseable {
    private final OrtEnvironment environment;
    private final Map<String, OnnxTensor> byName = new LinkedHashMap<>();

    NativeTensors(OrtEnvironment environment) {
        this.environment = environment;
    }

    Map<String, OnnxTensor> byName() {
        return byName;
    }

    /** Returns the total number of values. */
    long elements() {
        return byName.values().stream()
                .mapToLong(tensor -> tensor.getInfo().getNumElements())
                .sum();
    }

    void add(String name, Tensor tensor) throws OrtException {
        add(name, tensor.data(), tensor.shape());
    }

    /** Adds a new tensor for the runtime to write to. */
    Tensor allocate(String name, int... shape) throws OrtException {
        FloatBuffer buffer = ByteBuffer.allocateDirect(bytes(shape))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        add(name, buffer, shape);
        return Tensor.wrap(buffer, shape);
    }

    private static int bytes(int[] shape) {
        return Arrays.stream(shape).reduce(Float.BYTES, Math::multiplyExact);
    }

    /** Adds a tensor over a buffer's remaining values. */
    void add(String name, FloatBuffer buffer, int[] shape) throws OrtException {
        byName.put(name, OnnxTensor.createTensor(environment, buffer, longs(shape)));
    }

    void add(String name, Constant constant) throws OrtException {
        int[] shape = constant.shape().stream().mapToInt(Integer::intValue).toArray();
        byName.put(
                name,
                OnnxTensor.createTensor(environment, direct(constant.data()), longs(shape), javaType(constant.type())));
    }

    private static ByteBuffer direct(ByteBuffer data) {
        return data.isDirect()
                ? data
                : ByteBuffer.allocateDirect(data.remaining()).put(data).flip();
    }

    private static long[] longs(int[] shape) {
        return Arrays.stream(shape).asLongStream().toArray();
    }

    private static OnnxJavaType javaType(ElementType type) {
        return switch (type) {
            case FLOAT -> OnnxJavaType.FLOAT;
            case UINT8 -> OnnxJavaType.UINT8;
            case INT8 -> OnnxJavaType.INT8;
            case INT32 -> OnnxJavaType.INT32;
            case INT64 -> OnnxJavaType.INT64;
            case BOOL -> OnnxJavaType.BOOL;
            case FLOAT16 -> OnnxJavaType.FLOAT16;
            case DOUBLE -> OnnxJavaType.DOUBLE;
            case BFLOAT16 -> OnnxJavaType.BFLOAT16;
            case INT16 -> OnnxJavaType.INT16;
            case UINT16, UINT32, UINT64, UNDEFINED ->
                throw new InvalidModelException(
                        "ONNX Runtime's Java interface does not support large constants of " + type);
        };
    }

    @Override
    public void close() {
        byName.values().forEach(OnnxTensor::close);
        byName.clear();
    }
}
