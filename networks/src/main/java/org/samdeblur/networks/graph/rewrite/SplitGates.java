package org.samdeblur.networks.graph.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.samdeblur.networks.graph.Node;

/**
 * Splits a convolution instead of its result. If the two halves of a convolution's channels are multiplied by each
 * other and not used otherwise (NAFNet's {@code SimpleGate}), two convolutions compute them, so that the whole result
 * is never in memory. A depthwise convolution is split together with the one before it.
 */
final class SplitGates extends PatternRewrite {
    private static final int CHANNELS_AT_ONCE = 16;

    @Override
    Optional<List<Node>> replace(Node last, GraphIndex graph, Additions additions) {
        if (!GraphIndex.isOperator(last, "Mul")) {
            return Optional.empty();
        }
        Optional<ChannelHalf> a = ChannelHalf.of(last.input(0), graph);
        Optional<ChannelHalf> b = ChannelHalf.of(last.input(1), graph);
        if (a.isEmpty() || b.isEmpty() || !areTheOnlyUse(a.get(), b.get(), graph)) {
            return Optional.empty();
        }
        List<Convolution> chain = splittable(a.get().whole(), graph);
        boolean pays = !chain.isEmpty() && fillsVectorsInHalves(chain.get(0).outputs());
        return pays ? Optional.of(gate(last, a.get(), b.get(), chain, additions)) : Optional.empty();
    }

    private static boolean areTheOnlyUse(ChannelHalf a, ChannelHalf b, GraphIndex graph) {
        String whole = a.whole();
        return whole.equals(b.whole())
                && a.isSecond() != b.isSecond()
                && !graph.isOutput(whole)
                && List.of(a.maker(), b.maker()).containsAll(graph.readers(whole));
    }

    /**
     * Returns the convolutions that compute a value and can be restricted to a range of its channels: a convolution
     * with one group, followed by depthwise ones. Empty if other nodes compute the value.
     */
    private static List<Convolution> splittable(String value, GraphIndex graph) {
        Optional<Convolution> convolution = graph.maker(value).flatMap(maker -> Convolution.of(maker, graph));
        if (convolution.isEmpty()) {
            return List.of();
        }
        Convolution last = convolution.get();
        if (last.groups() == 1) {
            return List.of(last);
        }
        if (!last.isDepthwise() || !graph.hasOneReader(last.input())) {
            return List.of();
        }
        List<Convolution> before = splittable(last.input(), graph);
        List<Convolution> chain = new ArrayList<>(before);
        chain.add(last);
        return before.isEmpty() ? List.of() : chain;
    }

    private static boolean fillsVectorsInHalves(int channels) {
        return 2 * vectors(channels / 2) == vectors(channels);
    }

    private static int vectors(int channels) {
        return (channels + CHANNELS_AT_ONCE - 1) / CHANNELS_AT_ONCE;
    }

    private static List<Node> gate(
            Node product, ChannelHalf a, ChannelHalf b, List<Convolution> chain, Additions additions) {
        List<Node> nodes = new ArrayList<>();
        String first = append(nodes, chain, a, additions);
        String second = append(nodes, chain, b, additions);
        nodes.add(new Node(product.name(), product.operator(), List.of(first, second), product.outputs(), Map.of()));
        return nodes;
    }

    private static String append(List<Node> nodes, List<Convolution> chain, ChannelHalf half, Additions additions) {
        String value = chain.get(0).input();
        for (Convolution convolution : chain) {
            int middle = convolution.outputs() / 2;
            Node part = half.isSecond()
                    ? convolution.range("second", value, middle, convolution.outputs(), additions)
                    : convolution.range("first", value, 0, middle, additions);
            nodes.add(part);
            value = part.outputs().get(0);
        }
        return value;
    }
}
