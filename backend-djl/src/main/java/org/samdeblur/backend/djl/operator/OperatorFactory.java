package org.samdeblur.backend.djl.operator;

/** Makes operators of nodes. */
@FunctionalInterface
interface OperatorFactory {
    /**
     * Reads a node's attributes.
     *
     * @throws org.samdeblur.api.InvalidModelException if they ask for what is not supported
     */
    Operator of(Description node);
}
