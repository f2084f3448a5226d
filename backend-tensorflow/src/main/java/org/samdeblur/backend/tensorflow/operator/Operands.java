package org.samdeblur.backend.tensorflow.operator;

import java.util.List;
import java.util.Optional;
import org.samdeblur.networks.operator.NodeDescription;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

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

    /** Returns a list with a number for every ONNX axis of something, as 64-bit integers in the order of a layout. */
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

    /** Wraps what the node makes. */
    List<Value> made(Output<?> output, Layout layout) {
        return List.of(Value.of(graph, output, layout));
    }

    /** Wraps what the node makes in ONNX's order of axes. */
    List<Value> made(Output<?> output) {
        return made(output, Layout.NATURAL);
    }
}
