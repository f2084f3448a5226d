package org.samdeblur.backend.tensorflow.operator;

import java.util.SortedSet;
import org.samdeblur.networks.operator.NodeDescription;
import org.samdeblur.networks.operator.OperatorSet;

/** All supported operators by their ONNX names. */
public final class OperatorTable {
    private static final OperatorSet<Operator> OPERATORS = new OperatorSet<>(
            new Family()
                    .addAll(Elementwise.operators())
                    .addAll(Activations.operators())
                    .addAll(Comparisons.operators())
                    .addAll(Reductions.operators())
                    .addAll(Normalisations.operators())
                    .addAll(Products.operators())
                    .addAll(Quantisation.operators())
                    .addAll(Convolutions.operators())
                    .addAll(Pools.operators())
                    .addAll(Rearrangements.operators())
                    .addAll(Creations.operators())
                    .addAll(Indexing.operators())
                    .addAll(Paddings.operators())
                    .addAll(Resizing.operators())
                    .byName(),
            "docs/backends-tensorflow.md");

    private OperatorTable() {}

    /**
     * Returns the names of all operators.
     *
     * @return ONNX's names, sorted
     */
    public static SortedSet<String> names() {
        return OPERATORS.names();
    }

    /**
     * Returns the operator of a node.
     *
     * @param description the node
     * @return its operator
     * @throws org.samdeblur.api.InvalidModelException if the operator is not supported; the message names the node
     */
    public static Operator operator(NodeDescription description) {
        return OPERATORS.find(description);
    }
}
