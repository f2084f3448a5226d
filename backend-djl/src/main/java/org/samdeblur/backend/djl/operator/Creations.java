package org.samdeblur.backend.djl.operator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.operator.NodeDescription;

/** Values created from shapes or attributes. */
final class Creations {
    private Creations() {}

    static Family operators() {
        return new Family()
                .add("Shape", Creations::shape)
                .add(
                        "Size",
                        node -> Family.oneValue(operands -> Value.of(Numbers.of(
                                ElementType.INT64,
                                new long[0],
                                Shapes.size(operands.value(0).shape())))))
                .add("ConstantOfShape", Creations::constantOfShape)
                .add("Range", node -> Family.oneValue(Creations::range));
    }

    /** Since operator set 15, attributes may select a part of the shape. */
    private static Operator shape(NodeDescription node) {
        long start = node.integer("start", 0);
        long end = node.integer("end", Integer.MAX_VALUE);
        return operands -> {
            long[] shape = operands.value(0).shape();
            int from = within(start, shape.length);
            int to = Math.max(from, within(end, shape.length));
            return List.of(Value.of(Numbers.ofLongs(Arrays.copyOfRange(shape, from, to))));
        };
    }

    private static int within(long axis, int rank) {
        return (int) Math.min(Math.max(axis < 0 ? axis + rank : axis, 0), rank);
    }

    private static Operator constantOfShape(NodeDescription node) {
        Constant value = node.node().attributes().get("value") instanceof Attribute.TensorValue tensor
                ? tensor.value()
                : Constant.ofScalar(0);
        DataType type = ElementTypes.dataType(node, value.type());
        Numbers one = number(value);
        return Family.oneValue(operands -> {
            long[] shape = operands.longs(0);
            if (one.type() == value.type() && Shapes.size(shape) <= Numbers.MOST) {
                return Value.of(one.pick(shape, new int[(int) Shapes.size(shape)]));
            }
            NDArray element = one.toArray(operands.manager()).toType(type, false);
            return Value.of(element.broadcast(new Shape(shape)));
        });
    }

    /** 16-bit floats become 32-bit numbers in Java. */
    private static Numbers number(Constant one) {
        Numbers numbers = one.type() == ElementType.FLOAT16 ? Numbers.of(Constant.of(one.toTensor())) : Numbers.of(one);
        return Numbers.of(numbers.type(), new long[0], numbers.get(0));
    }

    private static Value range(Operands operands) {
        Numbers start = operands.numbers(0);
        double step = operands.numbers(2).get(0);
        double count = Math.ceil((operands.numbers(1).get(0) - start.get(0)) / step);
        double[] values = new double[Math.max(0, (int) count)];
        for (int i = 0; i < values.length; i++) {
            values[i] = start.get(0) + i * step;
        }
        return Value.of(Numbers.of(start.type(), new long[] {values.length}, values));
    }
}
