package org.samdeblur.networks.graph.shape;

import java.util.Map;
import java.util.Optional;

/**
 * What a graph makes of inputs of some shapes.
 *
 * @param problem why it cannot take them, if it cannot
 * @param outputs the shape of every output by name, empty where it is not known; no outputs if there is a problem
 * @param complete whether all shapes are known
 * @param peakBytes the most memory that values take which are there at the same time, as far as shapes are known
 * @param largest the largest value, for messages
 */
public record Finding(
        Optional<String> problem,
        Map<String, Optional<long[]>> outputs,
        boolean complete,
        double peakBytes,
        String largest) {
    static Finding misfit(String problem, double peak) {
        return new Finding(Optional.of(problem), Map.of(), true, peak, "");
    }

    /**
     * Returns whether nothing speaks against the shapes.
     *
     * @return true if there is no problem
     */
    public boolean fits() {
        return problem.isEmpty();
    }
}
