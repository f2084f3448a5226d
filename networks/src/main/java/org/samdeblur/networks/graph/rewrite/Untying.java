package org.samdeblur.networks.graph.rewrite;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.graph.Value;

/**
 * Separates weights that an exporter has tied. PyTorch's exporters keep only one of several weights with equal values,
 * such as biases of zeros and the scales of normalisations, which are ones. In training, the layers would then share
 * the weight. The exporters replace the other weights by {@code Identity} nodes, which keep their names, or omit them.
 *
 * <p>A file does not state whether layers share a weight by design. A weight is regarded as tied, and separated,
 *
 * <ul>
 * <li>if an {@code Identity} gives it a second name;
 * <li>if several nodes read it and all its elements are equal, unless the nodes also share another weight, as uses of
 * the same layer do.
 * </ul>
 *
 * <p>Other weights that several nodes read stay shared: with different elements, they are not equal by accident.
 *
 * @since 0.1.0
 */
public final class Untying {
    private final Graph graph;
    private final Map<String, Constant> weights;
    private final Map<String, Constant> constants;
    private final Map<String, Boolean> uniform = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private final Map<String, Map<List<String>, String>> copies = new HashMap<>();

    private Untying(Graph graph) {
        this.graph = graph;
        weights = TrainableWeights.of(graph);
        constants = new LinkedHashMap<>(graph.constants());
        names.addAll(graph.constants().keySet());
        graph.inputs().forEach(input -> names.add(input.name()));
        graph.nodes().forEach(node -> names.addAll(node.outputs()));
    }

    /**
     * Unties weights.
     *
     * @param graph the graph
     * @return an equivalent graph with a weight for each layer; the same graph if none are tied
     */
    public static Graph untie(Graph graph) {
        Graph named = new Untying(graph).named();
        return new Untying(named).apart();
    }

    /** Replaces each {@code Identity} of a weight by a constant. */
    private Graph named() {
        Set<String> outputs = new HashSet<>();
        graph.outputs().stream().map(Value::name).forEach(outputs::add);
        List<Node> nodes = new ArrayList<>();
        for (Node node : graph.nodes()) {
            Constant weight = constants.get(node.input(0));
            boolean isName = isIdentity(node)
                    && isWeight(node.input(0), weight)
                    && !outputs.contains(node.outputs().get(0));
            if (isName) {
                constants.put(node.outputs().get(0), weight);
            } else {
                nodes.add(node);
            }
        }
        return nodes.size() == graph.nodes().size() ? graph : graph.withBody(nodes, constants);
    }

    private static boolean isIdentity(Node node) {
        return node.operator().equals("Identity")
                && node.domain().isEmpty()
                && node.outputs().size() == 1;
    }

    /** Returns whether a name is that of a weight, or an {@code Identity} of one. */
    private boolean isWeight(String name, Constant constant) {
        return constant != null
                && (weights.containsKey(name) || !graph.constants().containsKey(name));
    }

    /** Gives each layer its own copy of weights with equal elements. */
    private Graph apart() {
        List<Node> nodes = graph.nodes().stream().map(this::apart).toList();
        return constants.size() == graph.constants().size() ? graph : graph.withBody(nodes, constants);
    }

    private Node apart(Node node) {
        List<String> inputs = node.inputs().stream()
                .map(input -> isUniform(input) ? own(input, node) : input)
                .toList();
        return inputs.equals(node.inputs())
                ? node
                : new Node(node.name(), node.domain(), node.operator(), inputs, node.outputs(), node.attributes());
    }

    /** Returns the name of a layer's copy. The first layer keeps the weight's name. */
    private String own(String weight, Node node) {
        Map<List<String>, String> byLayer = copies.computeIfAbsent(weight, name -> new HashMap<>());
        return byLayer.computeIfAbsent(layer(node, weight), layer -> {
            if (byLayer.isEmpty()) {
                return weight;
            }
            String name = unused(nameAfter(node, weight));
            constants.put(name, constants.get(weight));
            return name;
        });
    }

    /** Identifies a layer by its other weights, or, without any, by its node. */
    private List<String> layer(Node node, String weight) {
        List<String> others = node.inputs().stream()
                .filter(input -> !input.equals(weight) && weights.containsKey(input) && !isUniform(input))
                .toList();
        return others.isEmpty() ? List.of("", node.name()) : others;
    }

    private boolean isUniform(String name) {
        return weights.containsKey(name) && uniform.computeIfAbsent(name, weight -> isUniform(weights.get(weight)));
    }

    private static boolean isUniform(Constant weight) {
        ByteBuffer values = weight.data();
        for (int i = values.position(); i < values.limit(); i += Float.BYTES) {
            if (values.getInt(i) != values.getInt(values.position())) {
                return false;
            }
        }
        return values.remaining() > Float.BYTES;
    }

    /** Returns the layer's path, which exporters write to the node's name, followed by the kind of weight. */
    private static String nameAfter(Node node, String weight) {
        String[] path = node.name().replaceAll("^/+", "").split("/");
        String layer = String.join(".", path.length > 1 ? Arrays.copyOf(path, path.length - 1) : path);
        String kind = weight.substring(weight.lastIndexOf('.') + 1);
        return (layer.isEmpty() ? node.outputs().get(0) : layer) + "." + kind;
    }

    private String unused(String wanted) {
        String name = wanted;
        for (int i = 2; !names.add(name); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }
}
