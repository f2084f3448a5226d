package org.samdeblur.backend.tensorflow.operator;

import java.util.List;
import org.samdeblur.networks.operator.NodeDescription;
import org.tensorflow.Output;

/**
 * One node while it is compiled: its attributes, its operands, and the graph that its operations go into.
 */
public final class Operands {
    private final NodeDescription node;
    private final List<Value> values;
    private final GraphWriter graph;

    /**
     * Collects operands.
     *
     * @param node the node
     * @param values the operands in the operator's order; null for one that is left out
     * @param graph takes the operations
     */
    public Operands(NodeDescription node, List<Value> values, GraphWriter graph) {
        this.node = node;
        this.values = values;
        this.graph = graph;
    }

    NodeDescription node() {
        return node;
    }

    GraphWriter graph() {
        return graph;
    }

    int count() {
        return values.size();
    }

    boolean has(int index) {
        return index < values.size() && values.get(index) != null;
    }

    Value value(int index) {
        if (!has(index)) {
            throw node.refusal("operand " + index + " is missing");
        }
        return values.get(index);
    }

    /** Returns all operands, none of which may be left out. */
    List<Value> all() {
        for (int i = 0; i < values.size(); i++) {
            value(i);
        }
        return values;
    }

    /** Returns an operand in ONNX's order of axes. */
    Output<?> natural(int index) {
        return value(index).natural();
    }

    /** Returns integers that have to be known while the graph is made. */
    long[] longs(int index, String what) {
        return value(index).longs().orElseThrow(() -> node.refusal(what + " that are computed are not supported"));
    }

    /** Wraps what the node makes. */
    List<Value> made(Output<?> output, Layout layout) {
        return List.of(Value.of(graph, output, layout));
    }

    /** Wraps what the node makes in ONNX's order of axes. */
    List<Value> made(Output<?> output) {
        return made(output, Layout.NATURAL);
    }
}
