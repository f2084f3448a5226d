package org.samdeblur.networks.graph.shape;

import java.util.Map;
import java.util.Optional;

/**
 * The result of shape arithmetic for inputs of given shapes.
 *
 * @param problem why the graph does not take the inputs; empty if it does
 * @param outputs the shape of each output by name, empty if it is unknown; no outputs if there is a problem
 * @param complete whether all shapes are known
 * @param peakBytes the peak memory of values that exist at the same time, in bytes; values of unknown shape are not
 *     counted
 * @param largest describes the largest value, for messages
 */
public record Finding(
        Optional<Problem> problem,
        Map<String, Optional<long[]>> outputs,
        boolean complete,
        double peakBytes,
        String largest) {
    /**
     * Why a graph does not take its inputs.
     *
     * @param message what does not fit, and where
     * @param impossibleTensor whether a value would have an axis below 0, or one longer than runtimes support
     */
    public record Problem(String message, boolean impossibleTensor) {}

    static Finding misfit(Problem problem, double peak) {
        return new Finding(Optional.of(problem), Map.of(), true, peak, "");
    }

    /**
     * Returns whether the graph takes the inputs.
     *
     * @return true if there is no problem
     */
    public boolean fits() {
        return problem.isEmpty();
    }
}
