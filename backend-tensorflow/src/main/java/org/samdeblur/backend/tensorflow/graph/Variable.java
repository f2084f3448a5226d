package org.samdeblur.backend.tensorflow.graph;

import org.tensorflow.Operation;
import org.tensorflow.Output;

/**
 * A weight in a TensorFlow graph.
 *
 * @param handle what operations know the variable by
 * @param value what reads it
 * @param given where its first value is fed, in ONNX's order of axes
 * @param assignment gives it that value
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
