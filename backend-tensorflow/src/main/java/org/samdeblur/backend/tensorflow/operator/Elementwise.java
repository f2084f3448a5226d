package org.samdeblur.backend.tensorflow.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** Elementwise functions. */
final class Elementwise {
    private Elementwise() {}

    static Family operators() {
        Family family = new Family();
        for (String same : List.of(
                "Abs",
                "Neg",
                "Sign",
                "Floor",
                "Ceil",
                "Round",
                "Exp",
                "Sin",
                "Cos",
                "Tan",
                "Atan",
                "Sinh",
                "Cosh",
                "Asin",
                "Acos",
                "Erf",
                "Sqrt",
                "Log",
                "Reciprocal")) {
            family.add(same, unary(same));
        }
        return family.add("Add", fold("AddV2"))
                .add("Sum", fold("AddV2"))
                .add("Sub", fold("Sub"))
                .add("Mul", fold("Mul"))
                .add("Max", fold("Maximum"))
                .add("Min", fold("Minimum"))
                .add("Div", Elementwise::divide)
                .add("Mean", Elementwise::mean)
                .add("Mod", Elementwise::modulo)
                .add("Pow", Elementwise::power)
                .add("Clip", Elementwise::clip);
    }

    /** An operator of one operand that TensorFlow has under the given name. */
    static Operator unary(String type) {
        return each((operands, x) -> operands.graph().add(type, x));
    }

    /** An operator that applies a function to every element of the first operand. */
    static Operator each(BiFunction<Operands, Output<?>, Output<?>> function) {
        return operands -> {
            Value x = operands.value(0);
            return operands.made(function.apply(operands, x.in(x.layout())), x.layout());
        };
    }

    /** An operator of any number of operands, written as operations of two. */
    static Operator fold(String type) {
        return operands -> {
            Stretched stretched = Stretched.of(operands, operands.all());
            Output<?> result = stretched.outputs().get(0);
            for (Output<?> next : stretched.outputs().subList(1, operands.count())) {
                result = operands.graph().add(type, result, next);
            }
            return operands.made(result, stretched.layout());
        };
    }

    /** An operator of two operands. */
    static Operator binary(String type) {
        return operands -> combine(operands, (a, b) -> operands.graph().add(type, a, b));
    }

    static List<Value> combine(Operands operands, BinaryOperator<Output<?>> function) {
        Stretched stretched = Stretched.of(operands, List.of(operands.value(0), operands.value(1)));
        return operands.made(
                function.apply(stretched.outputs().get(0), stretched.outputs().get(1)), stretched.layout());
    }

    private static List<Value> divide(Operands operands) {
        String type = operands.value(0).isFloating() ? "RealDiv" : "TruncateDiv";
        return combine(operands, (a, b) -> operands.graph().add(type, a, b));
    }

    private static List<Value> mean(Operands operands) {
        Value sum = fold("AddV2").compile(operands).get(0);
        Output<?> whole = sum.in(sum.layout());
        GraphWriter graph = operands.graph();
        return operands.made(graph.add("RealDiv", whole, graph.numberLike(operands.count(), whole)), sum.layout());
    }

    /** The result has the sign of the divisor, or with {@code fmod} that of the dividend. */
    private static List<Value> modulo(Operands operands) {
        String type = operands.node().flag("fmod", false) ? "TruncateMod" : "FloorMod";
        return combine(operands, (a, b) -> operands.graph().add(type, a, b));
    }

    private static List<Value> power(Operands operands) {
        boolean squares = operands.value(1)
                .floats()
                .filter(known -> known.length == 1 && known[0] == 2)
                .isPresent();
        if (squares && operands.value(1).rank() <= operands.value(0).rank()) {
            return unary("Square").compile(operands);
        }
        GraphWriter graph = operands.graph();
        return combine(operands, (base, exponent) -> power(graph, base, exponent));
    }

    private static Output<?> power(GraphWriter graph, Output<?> base, Output<?> exponent) {
        boolean isRoot = !ElementTypes.isFloating(base.dataType()) && ElementTypes.isFloating(exponent.dataType());
        DataType wide = isRoot ? DataType.DT_DOUBLE : base.dataType();
        Output<?> power = graph.add("Pow", graph.cast(base, wide), graph.cast(exponent, wide));
        return graph.cast(power, base.dataType());
    }

    /** Bounds are attributes before operator set 11. */
    private static List<Value> clip(Operands operands) {
        GraphWriter graph = operands.graph();
        Value x = operands.value(0);
        List<Output<?>> bounds = new ArrayList<>();
        Output<?> result = x.in(x.layout());
        float low = operands.node().decimal("min", Float.NEGATIVE_INFINITY);
        float high = operands.node().decimal("max", Float.POSITIVE_INFINITY);
        bounds.add(
                operands.has(1)
                        ? operands.natural(1)
                        : low == Float.NEGATIVE_INFINITY ? null : graph.numberLike(low, result));
        bounds.add(
                operands.has(2)
                        ? operands.natural(2)
                        : high == Float.POSITIVE_INFINITY ? null : graph.numberLike(high, result));
        if (bounds.get(0) != null) {
            result = graph.add("Maximum", result, bounds.get(0));
        }
        if (bounds.get(1) != null) {
            result = graph.add("Minimum", result, bounds.get(1));
        }
        return operands.made(result, x.layout());
    }
}
