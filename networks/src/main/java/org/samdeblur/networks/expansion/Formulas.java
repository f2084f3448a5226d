package org.samdeblur.networks.expansion;

import java.util.Arrays;
import java.util.List;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.operator.NodeDescription;

/** Operators that are defined by a short formula. */
final class Formulas {
    private Formulas() {}

    /** {@code x · sigmoid(alpha · x)}. */
    static List<String> swish(NodeDescription node, Steps steps) {
        String x = node.node().input(0);
        float alpha = node.decimal("alpha", 1);
        String scaled = alpha == 1 ? x : steps.op("Mul", x, steps.numberLike(alpha, x));
        return List.of(steps.op("Mul", x, steps.op("Sigmoid", scaled)));
    }

    /** Joins all axes before the given one, and all from there on, so that the number of axes need not be known. */
    static List<String> rmsNormalization(NodeDescription node, Steps steps) {
        String x = node.node().input(0);
        long axis = node.integer("axis", -1);
        String floats = steps.cast(x, ElementType.FLOAT);
        String lines = steps.flatten(floats, axis);
        String mean = steps.mean(steps.op("Mul", lines, lines), 1);
        String deviation = steps.op("Sqrt", steps.op("Add", mean, steps.number(node.decimal("epsilon", 1e-5f))));
        String normal = steps.op("Reshape", steps.op("Div", lines, deviation), steps.op("Shape", x));
        return List.of(
                steps.op("Mul", steps.op("CastLike", normal, x), node.node().input(1)));
    }

    static List<String> meanVarianceNormalization(NodeDescription node, Steps steps) {
        String x = node.node().input(0);
        long[] axes = node.integers("axes").orElse(new long[] {0, 2, 3});
        String centred = steps.op("Sub", x, steps.mean(x, axes));
        String deviation = steps.op("Sqrt", steps.mean(steps.op("Mul", centred, centred), axes));
        return List.of(steps.op("Div", centred, steps.op("Add", deviation, steps.numberLike(1e-9f, x))));
    }

    static List<String> asinh(NodeDescription node, Steps steps) {
        String x = node.node().input(0);
        String size = steps.op("Abs", x);
        String one = steps.numberLike(1, x);
        String root = steps.op("Sqrt", steps.op("Add", steps.op("Mul", x, x), one));
        return List.of(steps.op("Mul", steps.op("Sign", x), steps.op("Log", steps.op("Add", size, root))));
    }

    static List<String> acosh(NodeDescription node, Steps steps) {
        String x = node.node().input(0);
        String root = steps.op("Sqrt", steps.op("Sub", steps.op("Mul", x, x), steps.numberLike(1, x)));
        return List.of(steps.op("Log", steps.op("Add", x, root)));
    }

    static List<String> atanh(NodeDescription node, Steps steps) {
        String x = node.node().input(0);
        String one = steps.numberLike(1, x);
        String quotient = steps.op("Div", steps.op("Add", one, x), steps.op("Sub", one, x));
        return List.of(steps.op("Mul", steps.op("Log", quotient), steps.numberLike(0.5f, x)));
    }

    static List<String> shrink(NodeDescription node, Steps steps) {
        String x = node.node().input(0);
        float limit = node.decimal("lambd", 0.5f);
        String bias = steps.numberLike(node.decimal("bias", 0), x);
        String small = steps.op(
                "Where",
                steps.op("Less", x, steps.numberLike(-limit, x)),
                steps.op("Add", x, bias),
                steps.numberLike(0, x));
        return List.of(
                steps.op("Where", steps.op("Greater", x, steps.numberLike(limit, x)), steps.op("Sub", x, bias), small));
    }

    /** Keeps one triangle of every matrix. */
    static List<String> trilu(NodeDescription node, Steps steps) {
        String x = node.node().input(0);
        String rows = steps.unsqueeze(steps.upTo(steps.size(x, -2)), 1);
        String columns = steps.upTo(steps.size(x, -1));
        String diagonal = node.node().input(1).isEmpty()
                ? rows
                : steps.op("Add", rows, node.node().input(1));
        boolean upper = node.flag("upper", true);
        String outside = upper ? steps.op("Less", columns, diagonal) : steps.op("Greater", columns, diagonal);
        return List.of(steps.op("Where", outside, steps.numberLike(0, x), x));
    }

    static List<String> oneHot(NodeDescription node, Steps steps) {
        long axis = node.integer("axis", -1);
        node.require(axis < 0, "an axis that is not counted from the end");
        String depth = steps.cast(node.node().input(1), ElementType.INT64);
        String index = steps.cast(node.node().input(0), ElementType.INT64);
        String counted =
                steps.op("Where", steps.op("Less", index, steps.number(0L)), steps.op("Add", index, depth), index);
        long[] alone = new long[(int) -axis];
        alone[0] = -1;
        Arrays.fill(alone, 1, alone.length, 1);
        String places = steps.reshape(steps.upTo(steps.reshape(depth)), alone);
        String hot = steps.op("Equal", steps.unsqueeze(counted, axis), places);
        String values = node.node().input(2);
        return List.of(steps.op("Where", hot, steps.part(values, 1, 2), steps.part(values, 0, 1)));
    }
}
