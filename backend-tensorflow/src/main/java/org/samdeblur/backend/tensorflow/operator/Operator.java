package org.samdeblur.backend.tensorflow.operator;

import java.util.List;

/** Compiles nodes of one kind. */
@FunctionalInterface
public interface Operator {
    /**
     * Adds a node's operations to the graph.
     *
     * @param operands the node
     * @return the outputs, in the operator's order
     * @throws org.samdeblur.api.InvalidModelException if a setting of the node is not supported; the message names the
     *     node
     */
    List<Value> compile(Operands operands);
}
