package org.samdeblur.networks.graph.rewrite;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.samdeblur.networks.graph.Node;

/**
 * Recognises the nodes of a {@link ChannelNorm}, as {@code GraphBuilder} and PyTorch's exporter write them. Scale and
 * shift are optional.
 */
final class ChannelNormMatcher {
    private final GraphIndex graph;
    private final int channels;

    ChannelNormMatcher(GraphIndex graph, int channels) {
        this.graph = graph;
        this.channels = channels;
    }

    /**
     * Returns the normalisation that computes a value, if the value and all intermediate results have one reader each.
     */
    Optional<ChannelNorm> match(String value) {
        return withConstant("Add", value, varying -> scaled(varying), ChannelNorm::withShift)
                .or(() -> scaled(value));
    }

    private Optional<ChannelNorm> scaled(String value) {
        return withConstant("Mul", value, varying -> normal(varying), ChannelNorm::withScale)
                .or(() -> normal(value));
    }

    private interface Step {
        ChannelNorm apply(ChannelNorm norm, String constant);
    }

    /** Matches an operation of a per-channel constant and a value that the further pattern matches. */
    private Optional<ChannelNorm> withConstant(
            String operator, String value, Function<String, Optional<ChannelNorm>> further, Step step) {
        if (!graph.hasOneReader(value)) {
            return Optional.empty();
        }
        return graph.maker(value, operator).flatMap(node -> {
            String a = node.input(0);
            String b = node.input(1);
            return isPerChannel(b)
                    ? further.apply(a).map(norm -> step.apply(norm, b))
                    : Optional.of(a)
                            .filter(this::isPerChannel)
                            .flatMap(constant -> further.apply(b).map(norm -> step.apply(norm, constant)));
        });
    }

    private boolean isPerChannel(String value) {
        return graph.reshapedFloats(value)
                .flatMap(constant -> PerChannel.of(constant, channels))
                .isPresent();
    }

    private Optional<ChannelNorm> normal(String value) {
        if (!graph.hasOneReader(value)) {
            return Optional.empty();
        }
        Optional<Node> quotient = graph.maker(value, "Div");
        Optional<String> x = quotient.flatMap(node -> centredFrom(node.input(0)));
        return x.flatMap(input -> quotient.flatMap(node -> graph.maker(node.input(1), "Sqrt"))
                .flatMap(root -> graph.maker(root.input(0), "Add"))
                .flatMap(sum ->
                        epsilon(sum.input(0), sum.input(1), input).or(() -> epsilon(sum.input(1), sum.input(0), input)))
                .map(epsilon -> new ChannelNorm(input, epsilon)));
    }

    /** Returns x of {@code x - mean(x)}. */
    private Optional<String> centredFrom(String value) {
        return graph.maker(value, "Sub")
                .filter(difference -> meanFrom(difference.input(1)).equals(Optional.of(difference.input(0))))
                .map(difference -> difference.input(0));
    }

    /** Returns x of {@code mean(x)}, a mean along the channels. */
    private Optional<String> meanFrom(String value) {
        return graph.maker(value, "ReduceMean")
                .filter(mean -> mean.integer("keepdims", 1) == 1 && isAlongChannels(mean))
                .map(mean -> mean.input(0));
    }

    private boolean isAlongChannels(Node mean) {
        // the axes are an attribute up to opset 17, and an input since opset 18
        Optional<long[]> axes = mean.inputs().size() > 1
                ? graph.integers(mean.input(1))
                : mean.integers("axes")
                        .map(list -> list.stream().mapToLong(Long::longValue).toArray());
        return axes.filter(list -> Arrays.equals(list, new long[] {1}) || Arrays.equals(list, new long[] {-3}))
                .isPresent();
    }

    /** Returns the value of the constant, if the other summand is the variance of x. */
    private Optional<Float> epsilon(String variance, String constant, String x) {
        boolean isVarianceOfX = meanFrom(variance)
                .flatMap(this::rootOfSquare)
                .flatMap(this::centredFrom)
                .filter(x::equals)
                .isPresent();
        return isVarianceOfX ? graph.number(constant) : Optional.empty();
    }

    private Optional<String> rootOfSquare(String value) {
        return graph.maker(value).filter(square -> isSquare(square)).map(square -> square.input(0));
    }

    private boolean isSquare(Node node) {
        return GraphIndex.isOperator(node, "Mul") && node.input(0).equals(node.input(1))
                || GraphIndex.isOperator(node, "Pow")
                        && graph.number(node.input(1)).equals(Optional.of(2f));
    }
}
