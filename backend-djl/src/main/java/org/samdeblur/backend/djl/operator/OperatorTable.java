package org.samdeblur.backend.djl.operator;

import java.util.SortedSet;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.operator.NodeDescription;
import org.samdeblur.networks.operator.OperatorSet;

/** All supported operators by their ONNX names. */
public final class OperatorTable {
    private static final OperatorSet<OperatorFactory> FACTORIES = new OperatorSet<>(
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
            "docs/backends-djl.md");

    private OperatorTable() {}

    /**
     * Returns the names of all operators.
     *
     * @return ONNX's names, sorted
     */
    public static SortedSet<String> names() {
        return FACTORIES.names();
    }

    /**
     * Creates the operator of a node.
     *
     * @param node the node
     * @param opset the version of its operator set
     * @return the operator
     * @throws InvalidModelException if the operator or a setting is not supported; the message names the node
     */
    public static Operator operator(Node node, int opset) {
        NodeDescription description = new NodeDescription(node, opset);
        return FACTORIES.find(description).of(description);
    }
}
