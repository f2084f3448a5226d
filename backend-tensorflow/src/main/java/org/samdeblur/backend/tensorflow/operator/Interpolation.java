package org.samdeblur.backend.tensorflow.operator;

import java.util.ArrayList;
import java.util.List;
import org.samdeblur.networks.operator.ResizeRule;
import org.samdeblur.networks.operator.ResizeRule.Mode;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * Positions and weights for resizing an axis, with the modes and coordinates of ONNX's {@code Resize}. Positions are
 * computed in the graph, in 32-bit floats like other runtimes, because rounding to whole numbers decides which
 * neighbour is the nearest.
 *
 * @param rule the node's settings
 */
record Interpolation(ResizeRule rule) {
    boolean alignsCorners() {
        return rule.coordinates().equals("align_corners");
    }

    boolean hasHalfPixels() {
        return rule.coordinates().endsWith("half_pixel");
    }

    /** Returns whether an output of size 1 always takes the first element. */
    boolean readsSinglesFromTheFirst() {
        return rule.coordinates().equals("pytorch_half_pixel");
    }

    /** Returns whether TensorFlow's bilinear resizing, which takes sizes but not factors, gives the same result. */
    boolean isTensorFlows(Stretch rows, Stretch columns) {
        return rule.mode() == Mode.LINEAR
                && !rule.coordinates().equals("half_pixel_symmetric")
                && (alignsCorners() || rows.isRatio() && columns.isRatio());
    }

    /** Resizes along an axis, in memory order, as the weighted sum of neighbours. */
    Output<?> along(GraphWriter graph, Output<?> x, int axis, Stretch stretch) {
        Output<?> place = place(graph, stretch);
        if (rule.mode() == Mode.NEAREST) {
            return read(graph, x, axis, stretch, graph.cast(nearest(graph, place), DataType.DT_INT64));
        }
        Output<?> floor = graph.add("Floor", place);
        Output<?> fraction = graph.add("Sub", place, floor);
        Output<?> before = graph.cast(floor, DataType.DT_INT64);
        List<Output<?>> neighbours = new ArrayList<>();
        List<Output<?>> weights = new ArrayList<>();
        int first = rule.mode() == Mode.LINEAR ? 0 : -1;
        for (int i = first; i <= 1 - first; i++) {
            neighbours.add(graph.shifted(before, i));
            weights.add(weight(graph, graph.add("Abs", graph.shifted(fraction, -i))));
        }
        if (rule.excludeOutside() && rule.mode() == Mode.CUBIC) {
            weights = inside(graph, neighbours, weights, stretch);
        }
        List<Output<?>> terms = new ArrayList<>();
        for (int i = 0; i < weights.size(); i++) {
            Output<?> weight = graph.cast(graph.along(weights.get(i), axis, x.rank()), x.dataType());
            terms.add(graph.add("Mul", read(graph, x, axis, stretch, neighbours.get(i)), weight));
        }
        return sum(graph, terms);
    }

    private static Output<?> sum(GraphWriter graph, List<Output<?>> terms) {
        return graph.first(graph.operation("AddN").addInputList(terms.toArray(Output<?>[]::new)));
    }

    /** Reads neighbours; indices outside the axis are clamped. */
    private static Output<?> read(GraphWriter graph, Output<?> x, int axis, Stretch stretch, Output<?> places) {
        Output<?> last = stretch.from().plus(-1).scalar();
        Output<?> inside = graph.add("Minimum", graph.add("Maximum", places, graph.number(0)), last);
        return graph.add("GatherV2", x, inside, graph.scalar(axis));
    }

    /** Maps all output positions to input positions. */
    private Output<?> place(GraphWriter graph, Stretch stretch) {
        Output<?> count = graph.add("Range", graph.number(0), stretch.to().scalar(), graph.number(1));
        Output<?> i = graph.cast(count, DataType.DT_FLOAT);
        Output<?> scale = stretch.scale(graph);
        return switch (rule.coordinates()) {
            case "asymmetric" -> graph.add("RealDiv", i, scale);
            case "align_corners" -> {
                Output<?> steps = graph.add(
                        "Mul", i, Stretch.asFloat(graph, stretch.from().plus(-1)));
                yield graph.add(
                        "RealDiv",
                        steps,
                        Stretch.asFloat(graph, stretch.to().plus(-1).atLeast(1)));
            }
            case "pytorch_half_pixel" -> {
                Output<?> isSeveral =
                        Stretch.asFloat(graph, stretch.to().plus(-1).atMost(1));
                yield graph.add("Mul", halfPixel(graph, i, scale), isSeveral);
            }
            case "half_pixel_symmetric" -> {
                Output<?> size = Stretch.asFloat(graph, stretch.from());
                Output<?> adjustment =
                        graph.add("RealDiv", Stretch.asFloat(graph, stretch.to()), graph.add("Mul", scale, size));
                Output<?> rest = graph.add("Sub", graph.numberLike(1, adjustment), adjustment);
                yield graph.add("AddV2", graph.add("Mul", graph.scaled(size, 0.5), rest), halfPixel(graph, i, scale));
            }
            default -> halfPixel(graph, i, scale);
        };
    }

    private static Output<?> halfPixel(GraphWriter graph, Output<?> i, Output<?> scale) {
        return graph.shifted(graph.add("RealDiv", graph.shifted(i, 0.5), scale), -0.5);
    }

    private Output<?> nearest(GraphWriter graph, Output<?> place) {
        return switch (rule.rounding()) {
            case "floor" -> graph.add("Floor", place);
            case "ceil" -> graph.add("Ceil", place);
            case "round_prefer_ceil" -> graph.add("Floor", graph.shifted(place, 0.5));
            default -> graph.add("Ceil", graph.shifted(place, -0.5));
        };
    }

    /**
     * Returns the weight of a neighbour by its distance. Cubic weights have one formula up to a distance of 1 and
     * another beyond.
     */
    private Output<?> weight(GraphWriter graph, Output<?> distance) {
        if (rule.mode() == Mode.LINEAR) {
            return graph.add("Sub", graph.numberLike(1, distance), distance);
        }
        Output<?> isNear = graph.add("LessEqual", distance, graph.numberLike(1, distance));
        Output<?> near = polynomial(graph, distance, rule.cubic() + 2, -(rule.cubic() + 3), 0, 1);
        Output<?> far =
                polynomial(graph, distance, rule.cubic(), -5 * rule.cubic(), 8 * rule.cubic(), -4 * rule.cubic());
        return graph.add("SelectV2", isNear, near, far);
    }

    private static Output<?> polynomial(GraphWriter graph, Output<?> x, double... coefficients) {
        Output<?> result = graph.numberLike(coefficients[0], x);
        for (int i = 1; i < coefficients.length; i++) {
            result = graph.shifted(graph.add("Mul", result, x), coefficients[i]);
        }
        return result;
    }

    private static List<Output<?>> inside(
            GraphWriter graph, List<Output<?>> neighbours, List<Output<?>> weights, Stretch stretch) {
        List<Output<?>> kept = new ArrayList<>();
        for (int i = 0; i < weights.size(); i++) {
            Output<?> inside = graph.add(
                    "LogicalAnd",
                    graph.add("GreaterEqual", neighbours.get(i), graph.number(0)),
                    graph.add("Less", neighbours.get(i), stretch.from().scalar()));
            Output<?> weight = weights.get(i);
            kept.add(graph.add("Mul", weight, graph.cast(inside, weight.dataType())));
        }
        Output<?> sum = sum(graph, kept);
        List<Output<?>> shares = new ArrayList<>();
        kept.forEach(weight -> shares.add(graph.add("RealDiv", weight, sum)));
        return shares;
    }
}
