package org.samdeblur.backend.tensorflow.operator;

import org.samdeblur.networks.graph.Constant;
import org.tensorflow.Output;

/** Adds constants to the graph. */
@FunctionalInterface
public interface Constants {
    /**
     * Returns an operation that reads a constant.
     *
     * @param constant the constant
     * @param order its axes in the wanted order
     * @return the constant's values
     */
    Output<?> read(Constant constant, int[] order);
}
