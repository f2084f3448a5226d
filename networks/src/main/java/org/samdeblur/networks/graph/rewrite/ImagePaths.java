package org.samdeblur.networks.graph.rewrite;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.Node;

/**
 * Follows the image from a graph's input to the convolutions that read it. A value on such a path is wide: it contains
 * the image's channels, followed by the added ones.
 */
final class ImagePaths {
    /** How a node uses the image. */
    enum Use {
        /** The node does not read the image. */
        NONE,
        /** The node moves or mixes pixels, separately for each channel, and leads to a convolution. */
        MOVES_PIXELS,
        /** The node changes elements one by one, and leads to a convolution. */
        CHANGES_VALUES,
        /** The node is a convolution that can be widened. */
        CONVOLVES,
        /**
         * The node does something else, or does not lead to a convolution. It must read only the image's own channels.
         */
        READS_OWN_CHANNELS
    }

    private static final Set<String> PER_PIXEL = Set.of(
            "Add",
            "Sub",
            "Mul",
            "Div",
            "Pow",
            "Clip",
            "Relu",
            "LeakyRelu",
            "Sigmoid",
            "Tanh",
            "Abs",
            "Neg",
            "Sqrt",
            "Exp",
            "Log");

    private static final int IMAGE_RANK = 4;
    private static final int CHANNEL_AXIS = 1;

    /** The axes of an image other than its channels', counted from either end. */
    private static final Set<Long> NON_CHANNEL_AXES = Set.of(0L, 2L, 3L, -1L, -2L, -4L);

    private final GraphIndex graph;
    private final Set<String> wide = new HashSet<>();
    private final Map<String, Use> uses = new HashMap<>();
    private final Set<String> leadingToConvolution = new HashSet<>();

    /**
     * Follows the image.
     *
     * @throws InvalidModelException if a node with a subgraph reads the image
     */
    ImagePaths(GraphIndex graph, String image) {
        this.graph = graph;
        wide.add(image);
        findWaysToConvolutions();
        for (Node node : graph.graph().nodes()) {
            Use use = find(node);
            if (use == Use.MOVES_PIXELS || use == Use.CHANGES_VALUES) {
                wide.addAll(node.outputs());
            }
            uses.put(node.name(), use);
        }
    }

    boolean isWide(String value) {
        return wide.contains(value);
    }

    Use use(Node node) {
        return uses.get(node.name());
    }

    /** Returns the first node through which the image does not reach a convolution. */
    Optional<Node> obstacle() {
        return graph.graph().nodes().stream()
                .filter(node ->
                        use(node) == Use.READS_OWN_CHANNELS && !node.operator().equals("Shape"))
                .findFirst();
    }

    private Use find(Node node) {
        if (GraphIndex.valuesReadBy(node).stream().noneMatch(wide::contains)) {
            return Use.NONE;
        }
        if (node.attributes().values().stream().anyMatch(Attribute.GraphValue.class::isInstance)) {
            throw new InvalidModelException("cannot widen '" + graph.graph().name()
                    + "': the image is read by node '" + node.name() + "' (" + node.operator()
                    + "), which has subgraphs");
        }
        if (isConvolution(node) && wide.contains(node.input(0))) {
            return Use.CONVOLVES;
        }
        if (node.outputs().stream().noneMatch(this::leadsToConvolution)) {
            return Use.READS_OWN_CHANNELS;
        }
        if (movesPixels(node) && joinsImagesOnly(node)) {
            return Use.MOVES_PIXELS;
        }
        return changesValues(node) ? Use.CHANGES_VALUES : Use.READS_OWN_CHANNELS;
    }

    /** Visits nodes in reverse, so that the uses of a node's outputs are known before the node is visited. */
    private void findWaysToConvolutions() {
        List<Node> nodes = graph.graph().nodes();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            if (isOnTheWay(nodes.get(i))) {
                leadingToConvolution.addAll(GraphIndex.valuesReadBy(nodes.get(i)));
            }
        }
    }

    private boolean leadsToConvolution(String value) {
        // an output of the graph keeps its channels, so it cannot be widened
        return !graph.isOutput(value) && leadingToConvolution.contains(value);
    }

    private boolean isOnTheWay(Node reader) {
        return isConvolution(reader)
                || (movesPixels(reader) || changesValues(reader))
                        && reader.outputs().stream().anyMatch(this::leadsToConvolution);
    }

    private boolean isConvolution(Node node) {
        return Convolution.of(node, graph)
                .filter(convolution -> convolution.groups() == 1)
                .isPresent();
    }

    private static boolean changesValues(Node node) {
        return node.domain().isEmpty() && PER_PIXEL.contains(node.operator());
    }

    private boolean joinsImagesOnly(Node node) {
        return !node.operator().equals("Concat") || wide.containsAll(node.inputs());
    }

    private boolean movesPixels(Node node) {
        if (!node.domain().isEmpty()) {
            return false;
        }
        return switch (node.operator()) {
            case "Identity", "AveragePool", "MaxPool" -> true;
            case "Pad" -> leavesChannelsUnpadded(node);
            case "Slice" ->
                integers(node, 3, "axes").filter(NON_CHANNEL_AXES::containsAll).isPresent();
            case "Split", "Concat" -> NON_CHANNEL_AXES.contains(node.integer("axis", 0));
            case "Resize", "Upsample" -> leavesChannelsUnscaled(node);
            default -> false;
        };
    }

    /** Computed pads are assumed not to pad channels, because the convolution after them reads a fixed number. */
    private boolean leavesChannelsUnpadded(Node pad) {
        boolean isOfChosenAxes = pad.inputs().size() > 3;
        return !isOfChosenAxes
                && integers(pad, 1, "pads")
                        .map(pads -> pads.size() == 2 * IMAGE_RANK
                                && pads.get(CHANNEL_AXIS) == 0
                                && pads.get(IMAGE_RANK + CHANNEL_AXIS) == 0)
                        .orElse(true);
    }

    private boolean leavesChannelsUnscaled(Node resize) {
        // the scales are the second input up to opset 10, and the third since opset 11
        boolean isOld = resize.inputs().size() == 2;
        Optional<Constant> scales =
                isOld || resize.inputs().size() == 3 ? graph.floats(resize.input(isOld ? 1 : 2)) : Optional.empty();
        return scales.map(constant -> constant.toTensor().toArray())
                .filter(values -> values.length == IMAGE_RANK && values[CHANNEL_AXIS] == 1)
                .isPresent();
    }

    /** Reads a parameter that newer operators take as an input and older ones as an attribute. */
    private Optional<List<Long>> integers(Node node, int input, String attribute) {
        return node.inputs().size() > input
                ? graph.integers(node.input(input))
                        .map(values -> Arrays.stream(values).boxed().toList())
                : node.integers(attribute);
    }
}
