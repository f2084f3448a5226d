package org.samdeblur.networks.graph.rewrite;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Node;

/**
 * Replaces the tanh approximation of GELU, {@code x/2 · (1 + tanh(√(2/π) · (x + 0.044715 · x³)))}, by one {@code Gelu}.
 * It is recognised with the cube as {@code Pow}, and in the factored form {@code x · (1 + 0.044715 · x · x)}.
 */
final class FuseGelu extends PatternRewrite {
    private static final float ROOT = (float) Math.sqrt(2 / Math.PI);
    private static final float CUBIC = 0.044715f;
    private static final float TOLERANCE = 1e-6f;

    @Override
    Optional<List<Node>> replace(Node last, GraphIndex graph, Additions additions) {
        if (!GraphIndex.isOperator(last, "Mul")) {
            return Optional.empty();
        }
        Matcher matcher = new Matcher(graph);
        return eitherWay(last, (half, opened) -> matcher.scaled(half, 0.5f).filter(x -> matcher.opens(opened, x)))
                .map(x -> List.of(new Node(
                        last.name(), "Gelu", List.of(x), last.outputs(), Map.of("approximate", Attribute.of("tanh")))));
    }

    private interface OfTwo {
        Optional<String> match(String a, String b);
    }

    private static Optional<String> eitherWay(Node node, OfTwo pattern) {
        return pattern.match(node.input(0), node.input(1)).or(() -> pattern.match(node.input(1), node.input(0)));
    }

    /** Recognises the parts of the formula. */
    private record Matcher(GraphIndex graph) {
        /** Returns whether a value is {@code 1 + tanh(...)} of x. */
        boolean opens(String value, String x) {
            return with("Add", value, 1)
                    .flatMap(tanh -> graph.maker(tanh, "Tanh"))
                    .filter(tanh -> isFactored(tanh.input(0), x) || isSum(tanh.input(0), x))
                    .isPresent();
        }

        /** Returns whether a value is {@code √(2/π) · x · (1 + 0.044715 · x · x)}. */
        private boolean isFactored(String value, String x) {
            return maker(
                            "Mul",
                            value,
                            (first, rest) -> scaled(first, ROOT)
                                    .filter(x::equals)
                                    .flatMap(same -> with("Add", rest, 1))
                                    .filter(square -> isProduct(square, x)))
                    .isPresent();
        }

        private boolean isProduct(String value, String x) {
            return maker(
                            "Mul",
                            value,
                            (scaled, other) ->
                                    scaled(scaled, CUBIC).filter(x::equals).filter(other::equals))
                    .isPresent();
        }

        /** Returns whether a value is {@code √(2/π) · (x + 0.044715 · x³)}. */
        private boolean isSum(String value, String x) {
            return scaled(value, ROOT)
                    .flatMap(sum -> maker(
                            "Add",
                            sum,
                            (cubic, other) -> scaled(cubic, CUBIC)
                                    .flatMap(cube -> graph.maker(cube, "Pow"))
                                    .filter(cube -> cube.input(0).equals(x) && isNumber(cube.input(1), 3))
                                    .map(cube -> other)
                                    .filter(x::equals)))
                    .isPresent();
        }

        Optional<String> scaled(String value, float factor) {
            return with("Mul", value, factor);
        }

        /** Returns the operand that an operator combines with the given number to compute a value. */
        private Optional<String> with(String operator, String value, float number) {
            return maker(operator, value, (a, b) -> isNumber(b, number) ? Optional.of(a) : Optional.empty());
        }

        private Optional<String> maker(String operator, String value, OfTwo pattern) {
            return graph.maker(value, operator).flatMap(node -> eitherWay(node, pattern));
        }

        private boolean isNumber(String value, float number) {
            return graph.number(value)
                    .filter(found -> Math.abs(found - number) <= TOLERANCE)
                    .isPresent();
        }
    }
}
