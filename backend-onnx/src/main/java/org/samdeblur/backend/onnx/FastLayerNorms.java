package org.samdeblur.backend.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.graph.rewrite.GraphRewriter;

/**
 * Rewrites layer normalisations of few channels along the last axis to a form that ONNX Runtime 1.29 computes in half
 * the time on the processor: the mean is subtracted, and the difference is divided by its root mean square. {@code
 * SkipLayerNormalization} would be even faster, but is inaccurate if the mean is large, up to NaN. Layer normalisations
 * of many channels, as in Segment Anything, are faster in their original form.
 */
final class FastLayerNorms {
    /** The first version of ONNX's operators in which {@code ReduceMean} takes its axes as an input. */
    private static final int OPSET_WITH_AXES_AS_INPUT = 18;

    /** The most channels for which the other form is faster. MAXIM has 32 to 128, Segment Anything's decoder 256. */
    private static final int MOST_CHANNELS = 128;

    private static final float DEFAULT_EPSILON = 1e-5f;

    private final Graph graph;
    private final Set<String> names;
    private final Map<String, Constant> constants;
    private final List<Node> nodes = new ArrayList<>();
    private Optional<String> lastAxis = Optional.empty();

    private FastLayerNorms(Graph graph) {
        this.graph = graph;
        this.names = GraphRewriter.names(graph);
        this.constants = new HashMap<>(graph.constants());
    }

    /** Returns an equivalent graph, up to rounding. */
    static Graph in(Graph graph) {
        return graph.nodes().stream().anyMatch(node -> isOfLastAxis(node, graph))
                ? new FastLayerNorms(graph).write()
                : graph;
    }

    private static boolean isOfLastAxis(Node node, Graph graph) {
        Constant scale = graph.constants().get(node.input(1));
        return node.operator().equals("LayerNormalization")
                && node.domain().isEmpty()
                && node.outputs().size() == 1
                && node.integer("axis", -1) == -1
                && scale != null
                && scale.type() == ElementType.FLOAT
                && scale.shape().size() == 1
                && scale.shape().get(0) <= MOST_CHANNELS;
    }

    private Graph write() {
        for (Node node : graph.nodes()) {
            if (isOfLastAxis(node, graph)) {
                replace(node);
            } else {
                nodes.add(node);
            }
        }
        return new Graph(
                graph.name(),
                graph.opset(),
                graph.extensions(),
                graph.inputs(),
                graph.outputs(),
                nodes,
                constants,
                graph.metadata());
    }

    private void replace(Node norm) {
        String x = norm.input(0);
        String centred = op(norm, "Sub", List.of(x, mean(norm, x)), Map.of());
        boolean isShifted = !norm.input(2).isEmpty();
        Attribute epsilon = norm.attributes().getOrDefault("epsilon", Attribute.of(DEFAULT_EPSILON));
        String scaled = op(
                norm,
                "SimplifiedLayerNormalization",
                List.of(centred, norm.input(1)),
                Map.of("axis", Attribute.of(-1), "epsilon", epsilon));
        nodes.add(
                isShifted
                        ? new Node(norm.name(), "Add", List.of(scaled, norm.input(2)), norm.outputs(), Map.of())
                        : new Node(norm.name(), "Identity", List.of(scaled), norm.outputs(), Map.of()));
    }

    private String mean(Node norm, String x) {
        if (graph.opset() < OPSET_WITH_AXES_AS_INPUT) {
            Map<String, Attribute> last = Map.of("axes", Attribute.ofLongs(-1), "keepdims", Attribute.of(1));
            return op(norm, "ReduceMean", List.of(x), last);
        }
        String axes = lastAxis.orElseGet(() -> {
            String name = unused("last_axis");
            constants.put(name, Constant.ofLongs(-1));
            lastAxis = Optional.of(name);
            return name;
        });
        return op(norm, "ReduceMean", List.of(x, axes), Map.of("keepdims", Attribute.of(1)));
    }

    private String op(Node norm, String operator, List<String> inputs, Map<String, Attribute> attributes) {
        String name = unused(norm.name() + "/" + operator);
        nodes.add(new Node(name, operator, inputs, List.of(name), attributes));
        return name;
    }

    private String unused(String wanted) {
        String name = wanted;
        for (int number = 1; !names.add(name); number++) {
            name = wanted + "_" + number;
        }
        return name;
    }
}
