package org.samdeblur.backend.djl.runtime;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.samdeblur.api.Tensor;

/** Copies values from tensors to arrays of the engine and back. */
public final class Tensors {
    private Tensors() {}

    /**
     * Copies a tensor into a new array.
     *
     * @param tensor the values
     * @param manager the owner of the array; determines its device
     * @return the array
     */
    public static NDArray toArray(Tensor tensor, NDManager manager) {
        long[] shape = Arrays.stream(tensor.shape()).asLongStream().toArray();
        NDArray here = manager.create(new Shape(shape), DataType.FLOAT32, Device.cpu());
        if (tensor.size() > 0) {
            here.toByteBuffer(true).asFloatBuffer().put(tensor.data());
        }
        return here.toDevice(manager.getDevice(), false);
    }

    /**
     * Copies an array that uses Java's memory to memory of the engine. Only such arrays may take part in
     * differentiation, because the engine keeps them after the Java object and its memory are released. Arrays that DJL
     * creates from numbers, as for {@code x.mul(0.5)}, use Java's memory.
     *
     * @param array the array; closed
     * @return the array to use
     */
    public static NDArray owned(NDArray array) {
        try (array) {
            return array.duplicate();
        }
    }

    /**
     * Creates a scalar in the engine's memory.
     *
     * @param value the number
     * @param like an array of floats, which determines the type and manager
     * @return the scalar
     */
    public static NDArray number(double value, NDArray like) {
        NDManager manager = like.getManager();
        boolean isDouble = like.getDataType() == DataType.FLOAT64;
        return owned(isDouble ? manager.create(value) : manager.create((float) value));
    }

    /**
     * Arranges images with channels last in memory. Convolutions keep this arrangement, and norms along the channels are
     * computed in it without copies.
     *
     * @param images {@code [N, C, H, W]}
     * @return the same values in the same shape
     */
    public static NDArray channelsLast(NDArray images) {
        long[] shape = images.getShape().getShape();
        return images.transpose(0, 2, 3, 1)
                .flatten()
                .reshape(shape[0], shape[2], shape[3], shape[1])
                .transpose(0, 3, 1, 2);
    }

    /**
     * Copies an array into a new tensor.
     *
     * @param array the values, 32-bit floats
     * @return the tensor
     */
    public static Tensor toTensor(NDArray array) {
        NDArray here = array.toDevice(Device.cpu(), false);
        int[] shape = Arrays.stream(array.getShape().getShape())
                .mapToInt(Math::toIntExact)
                .toArray();
        return Tensor.create(
                buffer -> {
                    if (buffer.hasRemaining()) {
                        buffer.put(here.toByteBuffer(true).asFloatBuffer());
                    }
                },
                shape);
    }
}
