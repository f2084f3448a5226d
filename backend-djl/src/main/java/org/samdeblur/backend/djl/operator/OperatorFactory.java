package org.samdeblur.backend.djl.operator;

import org.samdeblur.networks.operator.NodeDescription;

/** Creates operators from nodes. */
@FunctionalInterface
interface OperatorFactory {
    /**
     * Reads a node's attributes.
     *
     * @throws org.samdeblur.api.InvalidModelException if a setting is not supported
     */
    Operator of(NodeDescription node);
}
