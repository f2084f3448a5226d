package org.samdeblur.backend.tensorflow.operator;

import java.util.List;

/** Compiles nodes of one kind. */
@FunctionalInterface
public interface Operator {
    /**
     * Adds a node's operations to the graph.
     *
     * @param operands the node
     * @return what comes out, in the operator's order
     * @throws org.samdeblur.api.InvalidModelException if the node asks for what is not supported; names it
     */
    List<Value> compile(Operands operands);
}
