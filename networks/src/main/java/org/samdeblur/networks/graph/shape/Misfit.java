package org.samdeblur.networks.graph.shape;

/** Thrown if shapes do not fit an operator. It has no stack trace, because it is thrown often while sizes are tried. */
final class Misfit extends RuntimeException {
    private static final long serialVersionUID = 1;

    Misfit(String problem) {
        super(problem, null, false, false);
    }
}
