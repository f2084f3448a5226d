package org.samdeblur.backend.djl.operator;

import java.util.List;

/**
 * The computation of a node, with decoded attributes. Created once, when a graph is loaded. Safe for use by multiple
 * threads. Does not modify its operands, so that it can be differentiated.
 */
@FunctionalInterface
public interface Operator {
    /**
     * Computes.
     *
     * @param operands the operands
     * @return the outputs, in the operator's order
     */
    List<Value> apply(Operands operands);
}
