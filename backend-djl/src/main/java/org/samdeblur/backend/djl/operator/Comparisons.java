package org.samdeblur.backend.djl.operator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.operator.NodeDescription;

/** Comparisons, logical operators, and selection by condition. */
final class Comparisons {
    private Comparisons() {}

    static Family operators() {
        return new Family()
                .add("Equal", compare(NDArray::eq, (a, b) -> a == b ? 1 : 0))
                .add("Greater", compare(NDArray::gt, (a, b) -> a > b ? 1 : 0))
                .add("GreaterOrEqual", compare(NDArray::gte, (a, b) -> a >= b ? 1 : 0))
                .add("Less", compare(NDArray::lt, (a, b) -> a < b ? 1 : 0))
                .add("LessOrEqual", compare(NDArray::lte, (a, b) -> a <= b ? 1 : 0))
                .add("And", compare(NDArray::logicalAnd, (a, b) -> a != 0 && b != 0 ? 1 : 0))
                .add("Or", compare(NDArray::logicalOr, (a, b) -> a != 0 || b != 0 ? 1 : 0))
                .add("Xor", compare(NDArray::logicalXor, (a, b) -> (a != 0) == (b != 0) ? 0 : 1))
                .add("Not", node -> Family.oneValue(Comparisons::not))
                .addPlain("IsNaN", operands -> operands.array(0).isNaN())
                .add("IsInf", Comparisons::isInfinite)
                .add("Where", node -> Family.oneValue(Comparisons::where));
    }

    private static OperatorFactory compare(BinaryOperator<NDArray> onArrays, DoubleBinaryOperator onNumbers) {
        return node -> operands -> List.of(
                operands.areNumbers()
                        ? Value.of(Arithmetic.combine(
                                operands.numbers(0), operands.numbers(1), ElementType.BOOL, onNumbers))
                        : Value.of(onArrays.apply(operands.array(0), operands.array(1))));
    }

    private static Value not(Operands operands) {
        return operands.areNumbers()
                ? Value.of(Arithmetic.map(operands.numbers(0), ElementType.BOOL, x -> 1 - x))
                : Value.of(operands.array(0).logicalNot());
    }

    private static Operator isInfinite(NodeDescription node) {
        boolean below = node.flag("detect_negative", true);
        boolean above = node.flag("detect_positive", true);
        return Family.one(operands -> {
            NDArray x = operands.array(0);
            NDArray infinite = x.isInfinite();
            if (!below) {
                infinite = infinite.logicalAnd(x.gt(0));
            }
            return above ? infinite : infinite.logicalAnd(x.lt(0));
        });
    }

    private static Value where(Operands operands) {
        if (operands.areNumbers()) {
            return Value.of(Arithmetic.choose(operands.numbers(0), operands.numbers(1), operands.numbers(2)));
        }
        long[] values =
                Shapes.broadcast(operands.value(1).shape(), operands.value(2).shape());
        Shape shape = new Shape(Shapes.broadcast(operands.value(0).shape(), values));
        NDArray condition = operands.array(0).toType(DataType.BOOLEAN, false).broadcast(shape);
        NDArray yes = operands.array(1).broadcast(shape);
        NDArray no = operands.array(2).broadcast(shape);
        return Value.of(yes.getNDArrayInternal().where(condition, no));
    }
}
