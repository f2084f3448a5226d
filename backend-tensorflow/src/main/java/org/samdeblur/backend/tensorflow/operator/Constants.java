package org.samdeblur.backend.tensorflow.operator;

import org.samdeblur.networks.graph.Constant;
import org.tensorflow.Output;

/** Puts constants into the graph that is being made. */
@FunctionalInterface
public interface Constants {
    /**
     * Makes a constant's values readable by operations.
     *
     * @param constant the constant
     * @param order its axes in the order in which they are wanted
     * @return what reads it
     */
    Output<?> read(Constant constant, int[] order);
}
