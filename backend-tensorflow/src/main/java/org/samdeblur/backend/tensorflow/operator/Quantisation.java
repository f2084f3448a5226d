package org.samdeblur.backend.tensorflow.operator;

import java.util.Arrays;
import java.util.List;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.operator.IntegerRange;
import org.samdeblur.networks.operator.NodeDescription;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** Quantisation: integers with a scale and a zero point, for all values or along one axis. */
final class Quantisation {
    private Quantisation() {}

    static Family operators() {
        return new Family()
                .add("QuantizeLinear", Quantisation::quantize)
                .add("DequantizeLinear", Quantisation::dequantize);
    }

    private static List<Value> quantize(Operands operands) {
        NodeDescription node = operands.node();
        GraphWriter graph = operands.graph();
        ElementType type = IntegerRange.quantized(
                node,
                operands.has(2) ? ElementTypes.elementType(operands.value(2).type()) : null);
        IntegerRange range = IntegerRange.of(node, type);
        Output<?> scale = alongAxis(operands, 1);
        Output<?> x = graph.cast(operands.natural(0), scale.dataType());
        Output<?> steps = graph.add("Round", graph.add("RealDiv", x, scale));
        Output<?> moved = operands.has(2)
                ? graph.add("AddV2", steps, graph.cast(alongAxis(operands, 2), scale.dataType()))
                : steps;
        Output<?> limited = graph.add(
                "ClipByValue", moved, graph.numberLike(range.least(), moved), graph.numberLike(range.most(), moved));
        return operands.made(graph.cast(limited, ElementTypes.dataType(type)));
    }

    private static List<Value> dequantize(Operands operands) {
        GraphWriter graph = operands.graph();
        Output<?> scale = alongAxis(operands, 1);
        DataType floats = scale.dataType();
        Output<?> x = graph.cast(operands.natural(0), floats);
        Output<?> moved = operands.has(2) ? graph.add("Sub", x, graph.cast(alongAxis(operands, 2), floats)) : x;
        return operands.made(graph.add("Mul", moved, scale));
    }

    /** Reshapes scales or zero points to broadcast along their axis. */
    private static Output<?> alongAxis(Operands operands, int index) {
        NodeDescription node = operands.node();
        node.require(node.integer("block_size", 0) == 0, "a scale for each block");
        Value value = operands.value(index);
        boolean isOne = Arrays.stream(value.shape()).allMatch(size -> size == 1);
        int rank = operands.value(0).rank();
        return isOne
                ? operands.graph().reshape(value.natural())
                : operands.graph().along(value.natural(), Shapes.axis(node.integer("axis", 1), rank), rank);
    }
}
