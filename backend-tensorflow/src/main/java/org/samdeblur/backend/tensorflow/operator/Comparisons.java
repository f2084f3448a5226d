package org.samdeblur.backend.tensorflow.operator;

import java.util.List;
import org.tensorflow.Output;

/** Comparisons, logical operators, and selection by condition. */
final class Comparisons {
    private Comparisons() {}

    static Family operators() {
        return new Family()
                .add("Equal", Elementwise.binary("Equal"))
                .add("Greater", Elementwise.binary("Greater"))
                .add("GreaterOrEqual", Elementwise.binary("GreaterEqual"))
                .add("Less", Elementwise.binary("Less"))
                .add("LessOrEqual", Elementwise.binary("LessEqual"))
                .add("And", Elementwise.binary("LogicalAnd"))
                .add("Or", Elementwise.binary("LogicalOr"))
                .add("Xor", Elementwise.binary("NotEqual"))
                .add("Not", Elementwise.unary("LogicalNot"))
                .add("IsNaN", Elementwise.unary("IsNan"))
                .add("IsInf", Elementwise.each(Comparisons::isInfinite))
                .add("Where", Comparisons::where);
    }

    private static Output<?> isInfinite(Operands operands, Output<?> x) {
        GraphWriter graph = operands.graph();
        Output<?> infinite = graph.add("IsInf", x);
        Output<?> zero = graph.numberLike(0, x);
        if (!operands.node().flag("detect_negative", true)) {
            infinite = graph.add("LogicalAnd", infinite, graph.add("Greater", x, zero));
        }
        return operands.node().flag("detect_positive", true)
                ? infinite
                : graph.add("LogicalAnd", infinite, graph.add("Less", x, zero));
    }

    private static List<Value> where(Operands operands) {
        Stretched stretched = Stretched.of(operands, List.of(operands.value(0), operands.value(1), operands.value(2)));
        return operands.made(
                operands.graph().add("SelectV2", stretched.outputs().toArray(Output<?>[]::new)), stretched.layout());
    }
}
