package org.samdeblur.networks.graph.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.Node;

/**
 * Replaces a {@link ChannelNorm} with scale and shift by a {@code LayerNormalization} of the map with channels last.
 * This saves memory in training, which keeps intermediate values for the backward pass: the separate nodes have eight
 * of them, while the one operator keeps its input and two numbers per pixel. Scale and shift remain constants, so that
 * they can be trained.
 */
final class FuseChannelNorms extends PatternRewrite {
    /** The first version of ONNX's operators with {@code LayerNormalization}. */
    private static final int OPSET_WITH_LAYER_NORMALIZATION = 17;

    @Override
    Optional<List<Node>> replace(Node last, GraphIndex graph, Additions additions) {
        if (!GraphIndex.isOperator(last, "Add") || graph.graph().opset() < OPSET_WITH_LAYER_NORMALIZATION) {
            return Optional.empty();
        }
        return last.inputs().stream()
                .flatMap(input -> graph.reshapedFloats(input).stream())
                .map(FuseChannelNorms::elements)
                .filter(channels -> channels > 1)
                .findFirst()
                .flatMap(channels -> new ChannelNormMatcher(graph, channels)
                        .match(last.outputs().get(0))
                        .filter(norm -> hasValuePerChannel(norm.scale(), channels, graph)
                                && hasValuePerChannel(norm.shift(), channels, graph))
                        .map(norm -> write(last, norm, channels, additions)));
    }

    private static boolean hasValuePerChannel(Optional<String> constant, int channels, GraphIndex graph) {
        return constant.flatMap(graph::reshapedFloats)
                .filter(values -> elements(values) == channels)
                .isPresent();
    }

    private static int elements(Constant constant) {
        return constant.data().remaining() / constant.type().bytes();
    }

    private static List<Node> write(Node last, ChannelNorm norm, int channels, Additions additions) {
        List<Node> nodes = new ArrayList<>();
        String row = additions.sharedConstant("channels", Constant.ofLongs(channels));
        Node channelsLast = additions.node(
                last.name() + "/last",
                "Transpose",
                List.of(norm.input()),
                Map.of("perm", Attribute.ofLongs(0, 2, 3, 1)));
        Node scale = additions.node(
                last.name() + "/scale", "Reshape", List.of(norm.scale().orElseThrow(), row), Map.of());
        Node shift = additions.node(
                last.name() + "/shift", "Reshape", List.of(norm.shift().orElseThrow(), row), Map.of());
        Node normal = additions.node(
                last.name() + "/norm",
                "LayerNormalization",
                List.of(
                        channelsLast.outputs().get(0),
                        scale.outputs().get(0),
                        shift.outputs().get(0)),
                Map.of("axis", Attribute.of(-1), "epsilon", Attribute.of(norm.epsilon())));
        nodes.addAll(List.of(channelsLast, scale, shift, normal));
        nodes.add(new Node(
                last.name(),
                "Transpose",
                List.of(normal.outputs().get(0)),
                last.outputs(),
                Map.of("perm", Attribute.ofLongs(0, 3, 1, 2))));
        return nodes;
    }
}
