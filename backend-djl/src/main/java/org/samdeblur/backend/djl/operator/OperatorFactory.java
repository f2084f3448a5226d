package org.samdeblur.backend.djl.operator;

import org.samdeblur.networks.operator.NodeDescription;

/** Makes operators of nodes. */
@FunctionalInterface
interface OperatorFactory {
    /**
     * Reads a node's attributes.
     *
     * @throws org.samdeblur.api.InvalidModelException if they ask for what is not supported
     */
    Operator of(NodeDescription node);
}
