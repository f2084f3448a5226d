package org.samdeblur.backend.tensorflow.graph;

import org.tensorflow.Operation;
import org.tensorflow.Output;

/**
 * A weight in a TensorFlow graph.
 *
 * @param handle the variable's handle
 * @param value reads the variable
 * @param given the placeholder for its initial value, in ONNX's order of axes
 * @param assignment assigns the initial value
 */
public record Variable(Output<?> handle, Output<?> value, Output<?> given, Operation assignment) {
    /**
     * Returns the variable's name.
     *
     * @return the name of its operation
     */
    public String name() {
        return handle.op().name();
    }
}
