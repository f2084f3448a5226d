package org.samdeblur.networks.graph.rewrite;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Node;

/**
 * Computes what is known beforehand and passes identities by. Exporters write channel arithmetic ("half of the size of
 * axis 1") as nodes; this brings the plain numbers to light that the other rewrites look for.
 */
final class FoldConstants extends PatternRewrite {
    private static final int LARGEST_MADE_BYTES = 1 << 16;

    private final Predicate<Constant> folds;
    private final InputChannels channels;

    private FoldConstants(Predicate<Constant> folds, InputChannels channels) {
        this.folds = folds;
        this.channels = channels;
    }

    /** Folds whatever is known. */
    static FoldConstants ofAll() {
        return new FoldConstants(constant -> true, InputChannels.FIXED);
    }

    /** Folds integers, such as shapes, and leaves weights as they are, under their names, for a graph whose input is to be widened. */
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

    /** Shapes and channels are few numbers, and what is a constant already takes no more under another shape. */
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
