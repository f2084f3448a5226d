package org.samdeblur.backend.tensorflow.operator;

import java.util.Arrays;
import java.util.List;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;
import org.tensorflow.Output;

/** Values created from shapes or attributes. */
final class Creations {
    private Creations() {}

    static Family operators() {
        return new Family()
                .add("Shape", Creations::shape)
                .add("Size", Creations::size)
                .add("ConstantOfShape", Creations::constantOfShape)
                .add("Range", Creations::range);
    }

    /** Since operator set 15, attributes may select a part of the shape. */
    private static List<Value> shape(Operands operands) {
        GraphWriter graph = operands.graph();
        Value x = operands.value(0);
        int from = within(operands.node().integer("start", 0), x.rank());
        int to = Math.max(from, within(operands.node().integer("end", Integer.MAX_VALUE), x.rank()));
        long[] known = Arrays.copyOfRange(x.shape(), from, to);
        if (Arrays.stream(known).allMatch(size -> size >= 0)) {
            return List.of(Value.of(graph, Constant.ofLongs(known)));
        }
        return operands.made(Size.list(graph, Size.all(graph, x).subList(from, to)));
    }

    private static int within(long axis, int rank) {
        return (int) Math.min(Math.max(axis < 0 ? axis + rank : axis, 0), rank);
    }

    private static List<Value> size(Operands operands) {
        Value x = operands.value(0);
        return operands.made(operands.graph()
                .first(operands.graph()
                        .operation("Size")
                        .addInput(x.in(x.layout()))
                        .setAttr("out_type", ElementTypes.dataType(ElementType.INT64))));
    }

    private static List<Value> constantOfShape(Operands operands) {
        GraphWriter graph = operands.graph();
        Constant element = operands.node().node().attributes().get("value") instanceof Attribute.TensorValue tensor
                ? new Constant(tensor.value().type(), List.of(), tensor.value().data())
                : Constant.ofScalar(0);
        return operands.made(
                graph.add("Fill", operands.natural(0), Value.of(graph, element).natural()));
    }

    private static List<Value> range(Operands operands) {
        Output<?> start = operands.natural(0);
        return operands.made(operands.graph().add("Range", start, operands.natural(1), operands.natural(2)));
    }
}
