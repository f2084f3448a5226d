package org.samdeblur.backend.tensorflow.operator;

import java.util.List;
import java.util.Optional;
import org.samdeblur.networks.operator.NodeDescription;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** A node during compilation: its attributes, its operands, and the graph that its operations are added to. */
public final class Operands {
    private final NodeDescription node;
    private final List<Value> values;
    private final GraphWriter graph;

    /**
     * Collects operands.
     *
     * @param node the node
     * @param values the operands in the operator's order; null for an omitted one
     * @param graph receives the operations
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

    /** Returns all operands, for operators without optional ones. */
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

    /** Returns integers that must be known while the graph is built. */
    long[] longs(int index, String what) {
        return value(index).longs().orElseThrow(() -> node.refusal("computed " + what + " are not supported"));
    }

    /** Returns a list with one number per ONNX axis, as 64-bit integers in the order of a layout. */
    Output<?> perAxis(int index, Layout layout) {
        Optional<long[]> known = value(index).longs();
        return known.isPresent()
                ? graph.longs(layout.arrange(known.get()))
                : arranged(graph.cast(natural(index), DataType.DT_INT64), layout);
    }

    private Output<?> arranged(Output<?> list, Layout layout) {
        return layout == Layout.NATURAL
                ? list
                : graph.add("GatherV2", list, graph.ints(layout.order(Layout.IMAGE_RANK)), graph.scalar(0));
    }

    /** Wraps the node's output. */
    List<Value> made(Output<?> output, Layout layout) {
        return List.of(Value.of(graph, output, layout));
    }

    /** Wraps the node's output, in ONNX's order of axes. */
    List<Value> made(Output<?> output) {
        return made(output, Layout.NATURAL);
    }
}
