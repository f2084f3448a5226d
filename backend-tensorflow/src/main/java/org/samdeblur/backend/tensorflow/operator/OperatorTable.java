package org.samdeblur.backend.tensorflow.operator;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.samdeblur.networks.operator.NodeDescription;

/** All operators by their ONNX names. */
public final class OperatorTable {
    private static final int OLDEST = 7;

    private static final Map<String, Operator> OPERATORS = new Family()
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
        return new TreeSet<>(OPERATORS.keySet());
    }

    /**
     * Finds a node's operator.
     *
     * @param description the node
     * @return its operator
     * @throws org.samdeblur.api.InvalidModelException if there is none of its name; names the node
     */
    public static Operator operator(NodeDescription description) {
        if (description.opset() < OLDEST) {
            throw description.refusal(
                    "operator set " + description.opset() + " is older than " + OLDEST + "; convert the model");
        }
        String domain = description.node().domain();
        String name = description.node().operator();
        Operator operator = domain.isEmpty() ? OPERATORS.get(name) : null;
        if (operator == null) {
            throw description.refusal("there is no operator " + (domain.isEmpty() ? name : domain + "." + name)
                    + " here; docs/backends-tensorflow.md lists those there are");
        }
        return operator;
    }
}
