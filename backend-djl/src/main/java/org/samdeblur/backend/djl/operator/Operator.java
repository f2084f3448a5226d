package org.samdeblur.backend.djl.operator;

import java.util.List;

/**
 * What a node computes, its attributes decoded. Made once, when a graph is loaded; may be used by multiple threads at once.
 * Changes none of its operands, so that what it computes can be differentiated.
 */
@FunctionalInterface
public interface Operator {
    /**
     * Computes.
     *
     * @param operands what goes in
     * @return what comes out, in the operator's order
     */
    List<Value> apply(Operands operands);
}
