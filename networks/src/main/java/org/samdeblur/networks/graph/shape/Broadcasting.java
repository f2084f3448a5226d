package org.samdeblur.networks.graph.shape;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.ElementType;

/** Elementwise operators, whose operands are broadcast to a common shape. */
final class Broadcasting {
    private Broadcasting() {}

    static void addTo(Map<String, Rule> rules) {
        binary(rules, "Add", Double::sum);
        binary(rules, "Sub", (a, b) -> a - b);
        binary(rules, "Mul", (a, b) -> a * b);
        binary(rules, "Pow", Math::pow);
        rules.put("Div", Broadcasting::quotient);
        rules.put("Mod", Broadcasting::remainder);
        binary(rules, "Min", Math::min);
        binary(rules, "Max", Math::max);
        binary(rules, "Sum", Double::sum);
        comparison(rules, "Equal", (a, b) -> a == b ? 1 : 0);
        comparison(rules, "Greater", (a, b) -> a > b ? 1 : 0);
        comparison(rules, "GreaterOrEqual", (a, b) -> a >= b ? 1 : 0);
        comparison(rules, "Less", (a, b) -> a < b ? 1 : 0);
        comparison(rules, "LessOrEqual", (a, b) -> a <= b ? 1 : 0);
        comparison(rules, "And", (a, b) -> a != 0 && b != 0 ? 1 : 0);
        comparison(rules, "Or", (a, b) -> a != 0 || b != 0 ? 1 : 0);
        comparison(rules, "Xor", (a, b) -> a != 0 ^ b != 0 ? 1 : 0);
        rules.put("Not", call -> List.of(mapped(call.operand(0), a -> a == 0 ? 1 : 0)));
        rules.put("Mean", call -> List.of(shapeOnly(call)));
        rules.put("PRelu", call -> List.of(shapeOnly(call)));
        rules.put("BitShift", call -> List.of(shapeOnly(call)));
        rules.put("Where", Broadcasting::where);
        rules.put("Clip", Broadcasting::clip);
        rules.put("Cast", Broadcasting::cast);
        rules.put(
                "CastLike",
                call -> List.of(converted(call.operand(0), call.operand(1).type())));
        unary(rules, "Abs", Math::abs);
        unary(rules, "Neg", a -> -a);
        unary(rules, "Floor", Math::floor);
        unary(rules, "Ceil", Math::ceil);
        unary(rules, "Round", Math::rint);
        unary(rules, "Sqrt", Math::sqrt);
        unary(rules, "Sign", Math::signum);
        unary(rules, "Reciprocal", a -> 1 / a);
        unary(rules, "Exp", Math::exp);
        unary(rules, "Log", Math::log);
        unary(rules, "Relu", a -> Math.max(a, 0));
        unary(rules, "Identity", a -> a);
    }

    private static void unary(Map<String, Rule> rules, String operator, DoubleUnaryOperator function) {
        rules.put(operator, call -> List.of(mapped(call.operand(0), function)));
    }

    private static void binary(Map<String, Rule> rules, String operator, DoubleBinaryOperator function) {
        rules.put(operator, call -> List.of(folded(call, function)));
    }

    private static void comparison(Map<String, Rule> rules, String operator, DoubleBinaryOperator function) {
        rules.put(operator, call -> List.of(folded(call, function).withType(ElementType.BOOL)));
    }

    private static Fact mapped(Fact fact, DoubleUnaryOperator function) {
        return fact.values() == null
                ? fact
                : new Fact(
                        fact.type(),
                        fact.shape(),
                        Arrays.stream(fact.values()).map(function).toArray());
    }

    private static Fact folded(Call call, DoubleBinaryOperator function) {
        Fact result = call.operand(0);
        for (Fact operand : call.operands().subList(1, call.operands().size())) {
            result = combined(result, operand, function);
        }
        return result;
    }

    private static List<Fact> quotient(Call call) {
        boolean whole = call.operand(0).isIntegral();
        boolean byZero = whole
                && call.operand(1).known().stream()
                        .flatMapToDouble(Arrays::stream)
                        .anyMatch(b -> b == 0);
        return List.of(
                byZero
                        ? shapeOnly(call)
                        : folded(call, whole ? (a, b) -> (double) ((long) a / (long) b) : (a, b) -> a / b));
    }

    private static List<Fact> remainder(Call call) {
        if (call.operand(1).known().stream().flatMapToDouble(Arrays::stream).anyMatch(b -> b == 0)) {
            return List.of(shapeOnly(call));
        }
        return List.of(folded(call, call.flag("fmod") ? (a, b) -> a % b : (a, b) -> a - b * Math.floor(a / b)));
    }

    private static List<Fact> clip(Call call) {
        Fact value = call.operand(0);
        double least = bound(call, 1, "min", Double.NEGATIVE_INFINITY);
        double most = bound(call, 2, "max", Double.POSITIVE_INFINITY);
        return List.of(
                Double.isNaN(least) || Double.isNaN(most)
                        ? value.withoutValues()
                        : mapped(value, a -> Math.min(Math.max(a, least), most)));
    }

    /** Returns a bound; NaN if it is present but unknown. */
    private static double bound(Call call, int operand, String attribute, double otherwise) {
        if (call.has(operand)) {
            return call.operand(operand)
                    .known()
                    .filter(values -> values.length == 1)
                    .map(values -> values[0])
                    .orElse(Double.NaN);
        }
        return call.node().attributes().get(attribute) instanceof Attribute.FloatValue value
                ? value.value()
                : otherwise;
    }

    private static List<Fact> cast(Call call) {
        ElementType type = ElementType.ofOnnxCode((int) call.integer("to", 0)).orElse(ElementType.UNDEFINED);
        return List.of(converted(call.operand(0), type));
    }

    private static Fact converted(Fact fact, ElementType type) {
        Fact typed = fact.withType(type);
        if (type == ElementType.BOOL) {
            return mapped(typed, a -> a == 0 ? 0 : 1);
        }
        return typed.isIntegral() ? mapped(typed, a -> a < 0 ? Math.ceil(a) : Math.floor(a)) : typed;
    }

    private static List<Fact> where(Call call) {
        Fact condition = call.operand(0);
        Fact yes = call.operand(1);
        Fact no = call.operand(2);
        Fact shaped =
                combined(combined(condition, yes, (a, b) -> b), no, (a, b) -> b).withoutValues();
        if (!shaped.isShaped() || condition.values() == null || yes.values() == null || no.values() == null) {
            return List.of(shaped.withType(yes.type()));
        }
        Fact chosen = combined(
                combined(condition, yes, (c, a) -> c != 0 ? a : Double.NaN), no, (a, b) -> Double.isNaN(a) ? b : a);
        return List.of(chosen.withType(yes.type()));
    }

    private static Fact shapeOnly(Call call) {
        return folded(call, (a, b) -> a).withoutValues();
    }

    static Fact combined(Fact a, Fact b, DoubleBinaryOperator function) {
        ElementType type = a.type() == ElementType.UNDEFINED ? b.type() : a.type();
        if (!a.isShaped() || !b.isShaped()) {
            return new Fact(type, null, null);
        }
        long[] shape = commonShape(a, b);
        if (a.values() == null || b.values() == null) {
            return new Fact(type, shape, null);
        }
        double elements = Fact.shaped(type, shape).elements();
        if (elements > Fact.MOST_VALUES) {
            return new Fact(type, shape, null);
        }
        double[] values = new double[(int) elements];
        for (int i = 0; i < values.length; i++) {
            values[i] =
                    function.applyAsDouble(a.values()[at(i, shape, a.shape())], b.values()[at(i, shape, b.shape())]);
        }
        return new Fact(type, shape, values);
    }

    /** Returns the index in an operand of the element at an index of the common shape. */
    static int at(int index, long[] common, long[] own) {
        int rest = index;
        int place = 0;
        int step = 1;
        for (int i = 1; i <= common.length; i++) {
            int axis = (int) common[common.length - i];
            int position = rest % axis;
            rest /= axis;
            if (i <= own.length) {
                int size = (int) own[own.length - i];
                place += size == 1 ? 0 : position * step;
                step *= size;
            }
        }
        return place;
    }

    static long[] commonShape(Fact a, Fact b) {
        int rank = Math.max(a.rank(), b.rank());
        long[] shape = new long[rank];
        for (int i = 1; i <= rank; i++) {
            long left = i <= a.rank() ? a.shape()[a.rank() - i] : 1;
            long right = i <= b.rank() ? b.shape()[b.rank() - i] : 1;
            Call.require(left == right || left == 1 || right == 1, a + " and " + b + " cannot be broadcast together");
            shape[rank - i] = left == 1 ? right : left;
        }
        return shape;
    }
}
