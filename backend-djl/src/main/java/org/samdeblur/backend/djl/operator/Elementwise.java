package org.samdeblur.backend.djl.operator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.samdeblur.backend.djl.runtime.Tensors;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.operator.NodeDescription;

/** Elementwise arithmetic. */
final class Elementwise {
    private Elementwise() {}

    static Family operators() {
        return new Family()
                .add("Abs", unary(NDArray::abs, Math::abs))
                .add("Neg", unary(NDArray::neg, x -> -x))
                .add("Sign", unary(NDArray::sign, Math::signum))
                .add("Floor", unary(NDArray::floor, Math::floor))
                .add("Ceil", unary(NDArray::ceil, Math::ceil))
                .add("Round", unary(NDArray::round, Math::rint))
                .add("Sqrt", unary(NDArray::sqrt, Math::sqrt))
                .add("Reciprocal", unary(x -> Tensors.number(1, x).div(x), x -> 1 / x))
                .addPlain("Exp", operands -> operands.array(0).exp())
                .addPlain("Log", operands -> operands.array(0).log())
                .addPlain("Sin", operands -> operands.array(0).sin())
                .addPlain("Cos", operands -> operands.array(0).cos())
                .addPlain("Tan", operands -> operands.array(0).tan())
                .addPlain("Asin", operands -> operands.array(0).asin())
                .addPlain("Acos", operands -> operands.array(0).acos())
                .addPlain("Atan", operands -> operands.array(0).atan())
                .addPlain("Sinh", operands -> operands.array(0).sinh())
                .addPlain("Cosh", operands -> operands.array(0).cosh())
                .addPlain("Erf", operands -> operands.array(0).erf())
                .add("Add", binary(NDArray::add, Double::sum))
                .add("Sub", binary(NDArray::sub, (a, b) -> a - b))
                .add("Mul", binary(NDArray::mul, (a, b) -> a * b))
                .add("Div", node -> Elementwise::divide)
                .add("Mod", Elementwise::modulo)
                .add("Pow", node -> Elementwise::power)
                .add("Max", fold(NDArray::maximum, Math::max))
                .add("Min", fold(NDArray::minimum, Math::min))
                .add("Sum", fold(NDArray::add, Double::sum))
                .add("Mean", node -> Elementwise::mean)
                .add("Clip", Elementwise::clip);
    }

    private static OperatorFactory unary(UnaryOperator<NDArray> onArrays, DoubleUnaryOperator onNumbers) {
        return node -> Family.oneValue(operands -> {
            if (operands.isNumbers(0)) {
                Numbers x = operands.numbers(0);
                return Value.of(Arithmetic.map(x, x.type(), onNumbers));
            }
            return Value.of(onArrays.apply(operands.array(0)));
        });
    }

    private static OperatorFactory binary(BinaryOperator<NDArray> onArrays, DoubleBinaryOperator onNumbers) {
        return node -> operands -> List.of(combine(operands, 0, 1, onArrays, onNumbers));
    }

    private static Value combine(
            Operands operands, int a, int b, BinaryOperator<NDArray> onArrays, DoubleBinaryOperator onNumbers) {
        if (operands.isNumbers(a) && operands.isNumbers(b)) {
            Numbers first = operands.numbers(a);
            return Value.of(Arithmetic.combine(first, operands.numbers(b), first.type(), onNumbers));
        }
        return Value.of(onArrays.apply(operands.array(a), operands.array(b)));
    }

    private static OperatorFactory fold(BinaryOperator<NDArray> onArrays, DoubleBinaryOperator onNumbers) {
        return node -> operands -> {
            if (operands.areNumbers()) {
                ElementType type = operands.numbers(0).type();
                return List.of(Value.of(operands.all().stream()
                        .map(Value::numbers)
                        .reduce((a, b) -> Arithmetic.combine(a, b, type, onNumbers))
                        .orElseThrow()));
            }
            return List.of(Value.of(reduce(operands, onArrays)));
        };
    }

    private static NDArray reduce(Operands operands, BinaryOperator<NDArray> function) {
        return operands.all().stream()
                .map(value -> value.array(operands.manager()))
                .reduce(function)
                .orElseThrow();
    }

    private static List<Value> mean(Operands operands) {
        NDArray sum = reduce(operands, NDArray::add);
        return List.of(Value.of(sum.div(Tensors.number(operands.count(), sum))));
    }

    /** Integer division rounds towards zero. */
    private static List<Value> divide(Operands operands) {
        if (operands.areNumbers()) {
            Numbers a = operands.numbers(0);
            boolean floating = ElementTypes.isFloating(a.type());
            return List.of(Value.of(Arithmetic.combine(
                    a, operands.numbers(1), a.type(), (x, y) -> floating ? x / y : towardsZero((long) x, (long) y))));
        }
        NDArray a = operands.array(0);
        NDArray b = operands.array(1);
        if (a.getDataType().isFloating()) {
            return List.of(Value.of(a.div(b)));
        }
        NDArray quotient = a.toType(DataType.FLOAT64, false).div(b.toType(DataType.FLOAT64, false));
        return List.of(Value.of(quotient.trunc().toType(a.getDataType(), false)));
    }

    private static double towardsZero(long x, long y) {
        if (y == 0) {
            throw new IllegalArgumentException("integer division of " + x + " by zero");
        }
        return x / y;
    }

    /** The result has the sign of the divisor, or with {@code fmod} that of the dividend. */
    private static Operator modulo(NodeDescription node) {
        return node.flag("fmod", false)
                ? operands -> List.of(combine(
                        operands,
                        0,
                        1,
                        (a, b) -> a.sub(a.div(b).trunc().mul(b)).toType(a.getDataType(), false),
                        (a, b) -> a % b))
                : operands -> List.of(combine(operands, 0, 1, NDArray::mod, (a, b) -> a - Math.floor(a / b) * b));
    }

    private static List<Value> power(Operands operands) {
        if (operands.isNumbers(1) && operands.numbers(1).size() == 1 && !operands.isNumbers(0)) {
            double exponent = operands.numbers(1).get(0);
            NDArray base = operands.array(0);
            if (exponent == 2 && operands.numbers(1).rank() <= base.getShape().dimension()) {
                return List.of(Value.of(base.square()));
            }
        }
        return List.of(combine(operands, 0, 1, Elementwise::power, Math::pow));
    }

    private static NDArray power(NDArray base, NDArray exponent) {
        if (!base.getDataType().isFloating() && exponent.getDataType().isFloating()) {
            NDArray power = base.toType(DataType.FLOAT64, false).pow(exponent.toType(DataType.FLOAT64, false));
            return power.toType(base.getDataType(), false);
        }
        return base.pow(exponent.toType(base.getDataType(), false));
    }

    /** Bounds are attributes before operator set 11. */
    private static Operator clip(NodeDescription node) {
        double low = node.decimal("min", Float.NEGATIVE_INFINITY);
        double high = node.decimal("max", Float.POSITIVE_INFINITY);
        return operands -> {
            if (operands.areNumbers() && operands.count() == 3) {
                Numbers x = operands.numbers(0);
                double from = operands.numbers(1).get(0);
                double to = operands.numbers(2).get(0);
                return List.of(Value.of(Arithmetic.map(x, x.type(), v -> Math.min(Math.max(v, from), to))));
            }
            NDArray x = operands.array(0);
            if (operands.has(1)) {
                x = x.maximum(operands.array(1));
            } else if (low != Float.NEGATIVE_INFINITY) {
                x = x.maximum(Tensors.number(low, x));
            }
            if (operands.has(2)) {
                x = x.minimum(operands.array(2));
            } else if (high != Float.POSITIVE_INFINITY) {
                x = x.minimum(Tensors.number(high, x));
            }
            return List.of(Value.of(x));
        };
    }
}
