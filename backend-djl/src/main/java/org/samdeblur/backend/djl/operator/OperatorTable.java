package org.samdeblur.backend.djl.operator;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.operator.NodeDescription;

/** All operators by their ONNX names. */
public final class OperatorTable {
    private static final int OLDEST = 7;

    private static final Map<String, OperatorFactory> FACTORIES = new Family()
            .addAll(Elementwise.operators())
            .addAll(Activations.operators())
            .addAll(Comparisons.operators())
            .addAll(Reductions.operators())
            .addAll(Normalisations.operators())
            .addAll(Products.operators())
            .addAll(Convolutions.operators())
            .addAll(Pools.operators())
            .addAll(Rearrangements.operators())
            .addAll(Creations.operators())
            .addAll(Indexing.operators())
            .addAll(Paddings.operators())
            .addAll(Resizing.operators())
            .byName();

    private OperatorTable() {}

    /**
     * Returns the names of all operators.
     *
     * @return ONNX's names, sorted
     */
    public static SortedSet<String> names() {
        return new TreeSet<>(FACTORIES.keySet());
    }

    /**
     * Makes a node's operator.
     *
     * @param node the node
     * @param opset the version of the operator set it is written in
     * @return the operator
     * @throws InvalidModelException if there is none of its name, or it asks for what is not supported; names the node
     */
    public static Operator operator(Node node, int opset) {
        NodeDescription description = new NodeDescription(node, opset);
        if (opset < OLDEST) {
            throw description.refusal("operator set " + opset + " is older than " + OLDEST + "; convert the model");
        }
        OperatorFactory factory = node.domain().isEmpty() ? FACTORIES.get(node.operator()) : null;
        if (factory == null) {
            String name = node.domain().isEmpty() ? node.operator() : node.domain() + "." + node.operator();
            throw description.refusal(
                    "there is no operator " + name + " here; docs/backends-djl.md lists those there are");
        }
        return factory.of(description);
    }
}
