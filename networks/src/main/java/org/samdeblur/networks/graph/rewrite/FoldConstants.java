package org.samdeblur.networks.graph.rewrite;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Node;

/**
 * Replaces nodes of known value by constants, and removes identities. Exporters write arithmetic with channels ("half
 * of the size of axis 1") as nodes; the other rewrites look for its results.
 */
final class FoldConstants extends PatternRewrite {
    private static final int LARGEST_MADE_BYTES = 1 << 16;

    private final Predicate<Constant> folds;
    private final InputChannels channels;

    private FoldConstants(Predicate<Constant> folds, InputChannels channels) {
        this.folds = folds;
        this.channels = channels;
    }

    /** Folds all known values. */
    static FoldConstants ofAll() {
        return new FoldConstants(constant -> true, InputChannels.FIXED);
    }

    /**
     * Folds integers only, such as shapes, in a graph whose input is to be widened. Weights and their names do not
     * change.
     */
    static FoldConstants ofIntegers() {
        return new FoldConstants(constant -> constant.type() == ElementType.INT64, InputChannels.MAY_GROW);
    }

    @Override
    Optional<List<Node>> replace(Node last, GraphIndex graph, Additions additions) {
        Optional<Constant> value =
                last.outputs().size() == 1 && !graph.isOutput(last.outputs().get(0))
                        ? KnownValues.of(last, graph, channels)
                                .filter(folds)
                                .filter(known -> isWorthKeeping(known, last, graph))
                        : Optional.empty();
        if (value.isPresent()) {
            additions.constantInsteadOf(last.outputs().get(0), value.get());
            return Optional.of(List.of());
        }
        List<String> sources =
                last.inputs().stream().map(input -> source(input, graph)).toList();
        return sources.equals(last.inputs())
                ? Optional.empty()
                : Optional.of(List.of(new Node(
                        last.name(), last.domain(), last.operator(), sources, last.outputs(), last.attributes())));
    }

    /** Returns whether a folded value is small, or at most as large as a constant from which it is computed. */
    private static boolean isWorthKeeping(Constant known, Node node, GraphIndex graph) {
        int before = node.inputs().stream()
                .flatMap(input -> graph.constant(input).stream())
                .mapToInt(constant -> constant.data().remaining())
                .max()
                .orElse(0);
        return node.operator().equals("Constant") || known.data().remaining() <= Math.max(LARGEST_MADE_BYTES, before);
    }

    private static String source(String value, GraphIndex graph) {
        return graph.maker(value, "Identity").map(identity -> identity.input(0)).orElse(value);
    }
}
