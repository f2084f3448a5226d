package org.samdeblur.backend.djl.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import org.samdeblur.api.Tensor;
import org.samdeblur.backend.djl.runtime.Tensors;

/** Initialises a parameter with given values. */
final class GivenValues implements Initializer {
    private final Tensor values;

    private GivenValues(Tensor values) {
        this.values = values;
    }

    static Parameter parameter(String name, Tensor values) {
        long[] shape = new long[values.rank()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = values.dim(i);
        }
        return Parameter.builder()
                .setName(name)
                .setType(Parameter.Type.OTHER)
                .optShape(new Shape(shape))
                .optInitializer(new GivenValues(values))
                .build();
    }

    @Override
    public NDArray initialize(NDManager manager, Shape shape, DataType type) {
        NDArray array = Tensors.toArray(values, manager);
        if (type == DataType.FLOAT32) {
            return array;
        }
        try (array) {
            return array.toType(type, true);
        }
    }
}
