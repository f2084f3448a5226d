package org.samdeblur.backend.djl.runtime;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.samdeblur.api.Tensor;

/** Carries values from tensors to arrays of the engine and back. */
public final class Tensors {
    private Tensors() {}

    /**
     * Copies a tensor into a new array.
     *
     * @param tensor the values
     * @param manager owns the array, which is on its device
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
