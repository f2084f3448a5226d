package org.samdeblur.networks.graph.shape;

/** Sizes that do not fit an operator. Thrown often while sizes are tried out, so without a stack trace. */
final class Misfit extends RuntimeException {
    private static final long serialVersionUID = 1;

    Misfit(String problem) {
        super(problem, null, false, false);
    }
}
