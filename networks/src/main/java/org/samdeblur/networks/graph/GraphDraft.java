package org.samdeblur.networks.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An unfinished graph: its parts so far and the names in use. {@link GraphBuilder} has the operators; all views of one
 * builder share one draft.
 */
final class GraphDraft {
    private final String name;
    private final List<Value> inputs = new ArrayList<>();
    private final List<Value> outputs = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Constant> constants = new LinkedHashMap<>();
    private final Map<Constant, String> anonymous = new HashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Set<String> values = new HashSet<>();
    private final Map<String, Integer> uses = new HashMap<>();
    private final Map<String, String> outputNames = new HashMap<>();

    GraphDraft(String name) {
        this.name = name;
    }

    void addInput(Value input) {
        define(input.name());
        inputs.add(input);
    }

    /** Adds an output. Call {@link #nameOutput} next for its value. */
    void addOutput(Value output) {
        define(output.name());
        outputs.add(output);
    }

    /** Returns whether a value can have an output's name: it is the output of a node and is not an output of the graph yet. */
    boolean canBeOutput(String value) {
        return !outputNames.containsKey(value)
                && nodes.stream().anyMatch(node -> node.outputs().contains(value));
    }

    /** Gives a node's value the name of an output in the finished graph. */
    void nameOutput(String value, String output) {
        outputNames.put(value, output);
    }

    void setMetadata(String key, String value) {
        metadata.put(key, value);
    }

    void addWeight(String weight, Constant numbers) {
        Constant present = constants.get(weight);
        if (present == null) {
            define(weight);
            constants.put(weight, numbers);
        } else if (present != numbers && !present.equals(numbers)) {
            throw new IllegalArgumentException("two different weights are named '" + weight + "'");
        }
    }

    /** Adds a constant under a generated name, or finds an equal one. */
    String constant(Constant numbers) {
        return anonymous.computeIfAbsent(numbers, added -> {
            String constant = unique("constant");
            define(constant);
            constants.put(constant, added);
            return constant;
        });
    }

    /** Adds a node, whose name begins with the base, and returns its outputs. */
    List<String> addNode(
            String base, String operator, List<String> operands, Map<String, Attribute> attributes, int count) {
        operands.stream().filter(operand -> !operand.equals(GraphBuilder.NONE)).forEach(this::requireKnown);
        String node = unique(base);
        List<String> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String value = count == 1 ? node : node + ":" + i;
            define(value);
            made.add(value);
        }
        nodes.add(new Node(node, operator, operands, made, attributes));
        return List.copyOf(made);
    }

    Constant constantNamed(String value) {
        return constants.get(value);
    }

    Graph finish(int opset) {
        if (outputs.isEmpty()) {
            throw new IllegalArgumentException("the graph '" + name + "' has no outputs; name them with output()");
        }
        Graph graph = new Graph(
                name,
                opset,
                inputs,
                outputs,
                nodes.stream().map(this::withOutputNames).toList(),
                constants,
                metadata);
        GraphCheck.requireSound(graph);
        return graph;
    }

    private Node withOutputNames(Node node) {
        return new Node(
                node.name(), node.operator(), renamed(node.inputs()), renamed(node.outputs()), node.attributes());
    }

    private List<String> renamed(List<String> names) {
        return names.stream()
                .map(value -> outputNames.getOrDefault(value, value))
                .toList();
    }

    private String unique(String base) {
        int number = uses.merge(base, 1, Integer::sum);
        return number == 1 ? base : base + "_" + number;
    }

    private void define(String value) {
        if (value.isEmpty() || !values.add(value)) {
            throw new IllegalArgumentException("the name '" + value + "' is empty or taken");
        }
    }

    void requireKnown(String value) {
        if (!values.contains(value)) {
            throw new IllegalArgumentException("there is no value '" + value + "'");
        }
    }
}
