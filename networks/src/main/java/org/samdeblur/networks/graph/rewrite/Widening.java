package org.samdeblur.networks.graph.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.graph.Value;
import org.samdeblur.networks.graph.Value.Axis;

/**
 * Adds channels to a network's image input. The convolutions that read the image get further input channels with
 * weights of zero, so that the network's results do not change until it is trained.
 *
 * <p>Before the convolutions, the image may be padded, sliced, pooled, resized, and changed element by element.
 * Operations that move pixels apply to the new channels, too; operations that change elements do not. For other uses of
 * the image, such as adding it to the output, its own channels are sliced out. Stateless; safe for use by multiple
 * threads.
 *
 * @since 0.1.0
 */
public final class Widening {
    private static final int CHANNEL_AXIS = 1;
    private static final int IMAGE_RANK = 4;

    /** The first version of ONNX's operators in which {@code Slice} takes its range as inputs. */
    private static final int OPSET_WITH_RANGE_AS_INPUT = 10;

    private final GraphIndex graph;
    private final Additions additions;
    private final ImagePaths paths;
    private final int channels;
    private final int added;
    private final List<Node> nodes = new ArrayList<>();

    /**
     * The slices with the image's own channels, by the names of the wide values. The next map has those with the new
     * channels.
     */
    private final Map<String, String> ownChannels = new HashMap<>();

    private final Map<String, String> newChannels = new HashMap<>();
    private final Map<String, String> widenedWeights = new HashMap<>();

    private Widening(Graph graph, Value image, int added) {
        this.graph = new GraphIndex(graph);
        this.additions = new Additions(this.graph);
        this.channels = image.shape().get(CHANNEL_AXIS).size().getAsInt();
        this.added = added;
        this.paths = new ImagePaths(this.graph, image.name());
    }

    /**
     * Widens a graph.
     *
     * @param graph a graph with one input {@code [N, C, H, W]} of floats, the image, where C is fixed
     * @param added the number of channels to add after the image's, 0 or more
     * @return a graph with the input {@code [N, C + added, H, W]} and, up to rounding, the same results for any finite
     *     values in the new channels
     * @throws InvalidModelException if the graph has no such input, or no convolution can be widened; the message names
     *     the node that prevents it
     * @throws IllegalArgumentException if the number is negative
     */
    public static Graph widen(Graph graph, int added) {
        if (added < 0) {
            throw new IllegalArgumentException("cannot add " + added + " channels");
        }
        Value image = image(graph);
        return added == 0 ? graph : new Widening(FoldConstants.ofIntegers().apply(graph), image, added).widened(image);
    }

    private static Value image(Graph graph) {
        List<Value> images = graph.inputs().stream()
                .filter(input -> input.shape().size() == IMAGE_RANK)
                .toList();
        if (images.size() != 1) {
            throw new InvalidModelException("cannot widen '" + graph.name()
                    + "': it must have one input with four axes, the image, but it has " + images.size());
        }
        Value image = images.get(0);
        if (image.shape().get(CHANNEL_AXIS).size().isEmpty()) {
            throw new InvalidModelException("cannot widen '" + graph.name() + "': the number of channels of its input '"
                    + image.name() + "' is not fixed");
        }
        return image;
    }

    private Graph widened(Value image) {
        graph.graph().nodes().forEach(this::write);
        if (widenedWeights.isEmpty()) {
            throw new InvalidModelException("cannot widen '" + graph.graph().name()
                    + "': no convolution reads its input '" + image.name() + "'"
                    + paths.obstacle()
                            .map(node -> ", because " + described(node) + " reads it")
                            .orElse("; no node does"));
        }
        Map<String, Constant> constants = new LinkedHashMap<>(graph.graph().constants());
        constants.putAll(additions.constants());
        Graph old = graph.graph();
        List<Value> inputs = old.inputs().stream()
                .map(input -> input.equals(image) ? wide(image) : input)
                .toList();
        Graph wide = new Graph(
                old.name(), old.opset(), old.extensions(), inputs, old.outputs(), nodes, constants, old.metadata());
        return new RemoveUnused().apply(underOldNames(wide));
    }

    /**
     * Gives widened weights the names of the original ones that are no longer read, which are their names in
     * checkpoints.
     */
    private Graph underOldNames(Graph wide) {
        Set<String> read =
                wide.nodes().stream().flatMap(node -> node.inputs().stream()).collect(Collectors.toSet());
        Map<String, String> oldNames = new HashMap<>();
        Map<String, Constant> constants = new LinkedHashMap<>(wide.constants());
        widenedWeights.forEach((old, widened) -> {
            if (!read.contains(old)) {
                oldNames.put(widened, old);
                constants.put(old, constants.remove(widened));
            }
        });
        List<Node> renamed = wide.nodes().stream()
                .map(node -> reading(
                        node,
                        node.inputs().stream()
                                .map(input -> oldNames.getOrDefault(input, input))
                                .toList(),
                        node.outputs()))
                .toList();
        return wide.withBody(renamed, constants);
    }

    private static String described(Node node) {
        return "node '" + node.name() + "' (" + node.operator() + ")";
    }

    private Value wide(Value image) {
        List<Axis> shape = new ArrayList<>(image.shape());
        shape.set(CHANNEL_AXIS, Axis.fixed(channels + added));
        return new Value(image.name(), image.type(), shape);
    }

    private void write(Node node) {
        switch (paths.use(node)) {
            case NONE -> nodes.add(node);
            case MOVES_PIXELS -> nodes.add(node);
            case CHANGES_VALUES -> changeValues(node);
            case CONVOLVES -> convolve(node);
            case READS_OWN_CHANNELS -> nodes.add(reading(node, ownChannelsOf(node.inputs()), node.outputs()));
        }
    }

    private void convolve(Node node) {
        Convolution convolution = Convolution.of(node, graph).orElseThrow();
        if (convolution.inputsPerGroup() != channels) {
            throw new InvalidModelException("cannot widen '" + graph.graph().name() + "': " + described(node)
                    + " reads " + convolution.inputsPerGroup() + " channels computed from the image's " + channels);
        }
        String weight = node.input(1);
        String widened = widenedWeights.computeIfAbsent(
                weight, name -> additions.constant(name + "/widened", convolution.weightWithMoreInputs(added)));
        List<String> inputs = new ArrayList<>(node.inputs());
        inputs.set(1, widened);
        nodes.add(reading(node, inputs, node.outputs()));
    }

    /** Applies the node to the image's own channels only. */
    private void changeValues(Node node) {
        withNeutralConstant(node).ifPresentOrElse(nodes::add, () -> {
            String output = node.outputs().get(0);
            String own = additions.fresh(output + "/image");
            nodes.add(reading(node, ownChannelsOf(node.inputs()), List.of(own)));
            String wideInput =
                    node.inputs().stream().filter(paths::isWide).findFirst().orElseThrow();
            String concat = additions.fresh(node.name() + "/join");
            nodes.add(new Node(
                    concat,
                    "Concat",
                    List.of(own, newChannelsOf(wideInput)),
                    node.outputs(),
                    Map.of("axis", Attribute.of(CHANNEL_AXIS))));
        });
    }

    /** For arithmetic with a per-channel constant, returns a node whose constant does not change the new channels. */
    private Optional<Node> withNeutralConstant(Node node) {
        boolean isSum = Stream.of("Add", "Sub").anyMatch(node.operator()::equals);
        boolean isProduct = Stream.of("Mul", "Div").anyMatch(node.operator()::equals);
        if (!isSum && !isProduct || !paths.isWide(node.input(0))) {
            return Optional.empty();
        }
        return graph.reshapedFloats(node.input(1))
                .flatMap(constant -> PerChannel.of(constant, channels))
                .map(values -> PerChannel.extended(values, added, isSum ? 0 : 1))
                .map(constant -> setting(node.input(1) + "/widened", constant))
                .map(name -> reading(node, List.of(node.input(0), name), node.outputs()));
    }

    /** Adds a constant as a node, so that it is not a trainable weight. */
    private String setting(String name, Constant value) {
        Node constant = additions.node(name, "Constant", List.of(), Map.of("value", new Attribute.TensorValue(value)));
        nodes.add(constant);
        return constant.outputs().get(0);
    }

    private List<String> ownChannelsOf(List<String> values) {
        return values.stream()
                .map(value -> paths.isWide(value)
                        ? ownChannels.computeIfAbsent(value, wide -> slice(wide, "image", 0, channels))
                        : value)
                .toList();
    }

    private String newChannelsOf(String value) {
        return newChannels.computeIfAbsent(value, wide -> slice(wide, "added", channels, channels + added));
    }

    private String slice(String value, String part, int from, int to) {
        String name = value + "/" + part;
        Node slice = graph.graph().opset() < OPSET_WITH_RANGE_AS_INPUT
                ? additions.node(
                        name,
                        "Slice",
                        List.of(value),
                        Map.of(
                                "starts", Attribute.ofLongs(from),
                                "ends", Attribute.ofLongs(to),
                                "axes", Attribute.ofLongs(CHANNEL_AXIS)))
                : additions.node(name, "Slice", List.of(value, index(from), index(to), index(CHANNEL_AXIS)), Map.of());
        nodes.add(slice);
        return slice.outputs().get(0);
    }

    private String index(int value) {
        return additions.sharedConstant("index", Constant.ofLongs(value));
    }

    private static Node reading(Node node, List<String> inputs, List<String> outputs) {
        return new Node(node.name(), node.domain(), node.operator(), inputs, outputs, node.attributes());
    }
}
