package org.samdeblur.backend.djl.operator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.operator.IntegerRange;
import org.samdeblur.networks.operator.NodeDescription;

/** Quantisation: integers with a scale and a zero point, for all values or along one axis. */
final class Quantisation {
    private Quantisation() {}

    static Family operators() {
        return new Family()
                .add("QuantizeLinear", Quantisation::quantize)
                .add("DequantizeLinear", Quantisation::dequantize);
    }

    private static Operator quantize(NodeDescription node) {
        long axis = axis(node);
        return Family.one(operands -> {
            NDArray scale = alongAxis(operands, 1, axis);
            ElementType type = IntegerRange.quantized(
                    node,
                    operands.has(2) ? ElementTypes.elementType(operands.array(2).getDataType()) : null);
            IntegerRange range = IntegerRange.of(node, type);
            NDArray steps = operands.array(0)
                    .toType(scale.getDataType(), false)
                    .div(scale)
                    .round();
            NDArray moved = operands.has(2)
                    ? steps.add(alongAxis(operands, 2, axis).toType(scale.getDataType(), false))
                    : steps;
            return moved.clip(range.least(), range.most()).toType(ElementTypes.dataType(type), false);
        });
    }

    private static Operator dequantize(NodeDescription node) {
        long axis = axis(node);
        return Family.one(operands -> {
            NDArray scale = alongAxis(operands, 1, axis);
            DataType floats = scale.getDataType();
            NDArray x = operands.array(0).toType(floats, false);
            return (operands.has(2) ? x.sub(alongAxis(operands, 2, axis).toType(floats, false)) : x).mul(scale);
        });
    }

    private static long axis(NodeDescription node) {
        node.require(node.integer("block_size", 0) == 0, "a scale for each block");
        return node.integer("axis", 1);
    }

    /** Reshapes scales or zero points to broadcast along their axis. */
    private static NDArray alongAxis(Operands operands, int index, long axis) {
        NDArray values = operands.array(index);
        if (values.size() == 1) {
            return values.reshape(new Shape());
        }
        int rank = operands.value(0).rank();
        long[] shape = new long[rank];
        Arrays.fill(shape, 1);
        shape[Shapes.axis(axis, rank)] = -1;
        return values.reshape(new Shape(shape));
    }
}
