package org.samdeblur.networks.graph.rewrite;

import java.util.List;
import java.util.Optional;
import org.samdeblur.networks.graph.Node;

/**
 * Folds a constant factor per channel into the convolution before it, such as NAFNet's {@code beta} and {@code gamma}:
 * {@code s · (W x + b) = (s W) x + s b}.
 */
final class FoldScales extends PatternRewrite {
    @Override
    Optional<List<Node>> replace(Node last, GraphIndex graph, Additions additions) {
        if (!GraphIndex.isOperator(last, "Mul")) {
            return Optional.empty();
        }
        String a = last.input(0);
        String b = last.input(1);
        return fold(last, a, b, graph, additions).or(() -> fold(last, b, a, graph, additions));
    }

    private static Optional<List<Node>> fold(
            Node product, String value, String factor, GraphIndex graph, Additions additions) {
        Optional<Convolution> convolution = graph.maker(value)
                .filter(maker -> graph.hasOneReader(value))
                .flatMap(maker -> Convolution.of(maker, graph));
        Optional<float[]> scale = convolution.flatMap(
                maker -> graph.floats(factor).flatMap(values -> PerChannel.of(values, maker.outputs())));
        return scale.map(scales -> List.of(scaled(convolution.get(), scales, product.outputs(), additions)));
    }

    private static Node scaled(Convolution convolution, float[] scale, List<String> outputs, Additions additions) {
        return convolution.changed(
                outputs,
                convolution.input(),
                (output, weights, bias) -> {
                    for (int i = 0; i < weights.length; i++) {
                        weights[i] *= scale[output];
                    }
                    return bias * scale[output];
                },
                additions);
    }
}
