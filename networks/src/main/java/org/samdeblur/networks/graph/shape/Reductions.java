package org.samdeblur.networks.graph.shape;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.samdeblur.networks.graph.ElementType;

/** Operators that reduce axes, and those whose result has the shape of their operand. */
final class Reductions {
    private static final List<String> REDUCTIONS = List.of(
            "ReduceL1",
            "ReduceL2",
            "ReduceLogSum",
            "ReduceLogSumExp",
            "ReduceMax",
            "ReduceMean",
            "ReduceMin",
            "ReduceProd",
            "ReduceSum",
            "ReduceSumSquare");

    /** Operators whose first output has the shape of their first operand. */
    private static final List<String> SHAPE_KEEPING = List.of(
            "Acos",
            "Acosh",
            "Asin",
            "Asinh",
            "Atan",
            "Atanh",
            "BatchNormalization",
            "Celu",
            "Cos",
            "Cosh",
            "CumSum",
            "DequantizeLinear",
            "Dropout",
            "Elu",
            "Erf",
            "Gelu",
            "GroupNormalization",
            "HardSigmoid",
            "HardSwish",
            "Hardmax",
            "InstanceNormalization",
            "IsInf",
            "IsNaN",
            "LRN",
            "LayerNormalization",
            "LeakyRelu",
            "LogSoftmax",
            "LpNormalization",
            "MeanVarianceNormalization",
            "Mish",
            "QuantizeLinear",
            "RMSNormalization",
            "ScatterElements",
            "ScatterND",
            "Selu",
            "Shrink",
            "Sigmoid",
            "Sin",
            "Sinh",
            "Softmax",
            "Softplus",
            "Softsign",
            "Swish",
            "Tan",
            "Tanh",
            "ThresholdedRelu",
            "Trilu");

    private Reductions() {}

    static void addTo(Map<String, Rule> rules) {
        REDUCTIONS.forEach(operator -> rules.put(operator, Reductions::reduced));
        rules.put("ArgMax", Reductions::index);
        rules.put("ArgMin", Reductions::index);
        SHAPE_KEEPING.forEach(
                operator -> rules.put(operator, call -> List.of(call.operand(0).withoutValues())));
        rules.put(
                "DequantizeLinear",
                call -> List.of(
                        call.operand(0).withoutValues().withType(call.operand(1).type())));
    }

    private static List<Fact> reduced(Call call) {
        Fact value = call.operand(0);
        if (!value.isShaped() || call.has(1) && call.integers(1).isEmpty()) {
            return List.of(new Fact(value.type(), null, null));
        }
        Optional<long[]> axes = call.integers(1, "axes").filter(list -> list.length > 0);
        if (axes.isEmpty() && call.flag("noop_with_empty_axes")) {
            return List.of(value);
        }
        long[] all = axes.orElseGet(() -> LongStream.range(0, value.rank()).toArray());
        long[] shape = without(value, all, call.integer("keepdims", 1) != 0);
        return List.of(new Fact(value.type(), shape, reducedValues(call, value, shape)));
    }

    /** Computes the reduction of a list, as graphs do with sizes. */
    private static double[] reducedValues(Call call, Fact value, long[] shape) {
        if (value.values() == null
                || value.rank() != 1
                || Fact.shaped(value.type(), shape).elements() != 1) {
            return null;
        }
        return switch (call.node().operator()) {
            case "ReduceProd" -> new double[] {Arrays.stream(value.values()).reduce(1, (a, b) -> a * b)};
            case "ReduceSum" -> new double[] {Arrays.stream(value.values()).sum()};
            case "ReduceMax" ->
                new double[] {Arrays.stream(value.values()).max().orElse(0)};
            case "ReduceMin" ->
                new double[] {Arrays.stream(value.values()).min().orElse(0)};
            default -> null;
        };
    }

    private static List<Fact> index(Call call) {
        Fact value = call.operand(0);
        if (!value.isShaped()) {
            return List.of(new Fact(ElementType.INT64, null, null));
        }
        return List.of(Fact.shaped(
                ElementType.INT64,
                without(value, new long[] {call.integer("axis", 0)}, call.integer("keepdims", 1) != 0)));
    }

    private static long[] without(Fact value, long[] axes, boolean keep) {
        boolean[] reduced = new boolean[value.rank()];
        for (long axis : axes) {
            if (value.rank() > 0) {
                reduced[Call.axis(axis, value.rank())] = true;
            }
        }
        return IntStream.range(0, reduced.length)
                .filter(i -> keep || !reduced[i])
                .mapToLong(i -> reduced[i] ? 1 : value.shape()[i])
                .toArray();
    }
}
