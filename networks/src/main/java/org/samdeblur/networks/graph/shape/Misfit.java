package org.samdeblur.networks.graph.shape;

import org.samdeblur.networks.graph.shape.Finding.Problem;

/** Thrown if shapes do not fit an operator. It has no stack trace, because it is thrown often while sizes are tried. */
final class Misfit extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean impossibleTensor;

    Misfit(String problem) {
        this(problem, false);
    }

    Misfit(Problem problem) {
        this(problem.message(), problem.impossibleTensor());
    }

    private Misfit(String problem, boolean impossibleTensor) {
        super(problem, null, false, false);
        this.impossibleTensor = impossibleTensor;
    }

    /** A value would have an axis below 0, or one longer than runtimes support. */
    static Misfit impossibleTensor(String problem) {
        return new Misfit(problem, true);
    }

    /**
     * Returns the problem.
     *
     * @param place the input or the node where it arose
     */
    Problem at(String place) {
        return new Problem(place + ": " + getMessage(), impossibleTensor);
    }
}
