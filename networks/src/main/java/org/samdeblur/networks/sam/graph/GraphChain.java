package org.samdeblur.networks.sam.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.graph.Value;

/** Changes the inputs and outputs of a graph: renames them, or joins the graph with another one before or after it. */
final class GraphChain {
    private GraphChain() {}

    /** Renames values of a graph. */
    static Graph renamed(Graph graph, Map<String, String> names) {
        return renamed(graph, value -> names.getOrDefault(value, value), UnaryOperator.identity());
    }

    /**
     * Joins two graphs.
     *
     * @param first computes some of the second one's inputs, under their names
     * @param second keeps its other inputs
     */
    static Graph before(Graph first, Graph second) {
        Graph theirs = leaving(first.inputs(), first.outputs(), second);
        return joined(theirs, apart(first, second.opset()), theirs, theirs.outputs());
    }

    /**
     * Joins two graphs.
     *
     * @param first its outputs are dropped
     * @param second takes some of these outputs, under their names
     */
    static Graph after(Graph first, Graph second) {
        Graph theirs = leaving(second.outputs(), second.inputs(), first);
        return joined(theirs, theirs, apart(second, first.opset()), second.outputs());
    }

    /** Renames values whose names the added graph takes, except those that both graphs share. */
    private static Graph leaving(List<Value> taken, List<Value> shared, Graph theirs) {
        Map<String, String> others = new LinkedHashMap<>();
        names(taken).forEach(name -> others.put(name, "inner/" + name));
        others.keySet().removeAll(names(shared));
        return renamed(theirs, others);
    }

    private static Graph joined(Graph theirs, Graph first, Graph second, List<Value> outputs) {
        Set<String> made = names(first.outputs());
        List<Value> inputs = new ArrayList<>(first.inputs());
        second.inputs().stream().filter(input -> !made.contains(input.name())).forEach(inputs::add);
        Map<String, Constant> constants = new LinkedHashMap<>(first.constants());
        constants.putAll(second.constants());
        List<Node> nodes =
                Stream.concat(first.nodes().stream(), second.nodes().stream()).toList();
        return new Graph(
                theirs.name(),
                theirs.opset(),
                theirs.extensions(),
                inputs,
                outputs,
                nodes,
                constants,
                theirs.metadata());
    }

    /** Converts the added graph to another opset, with its name as the prefix of all names. */
    private static Graph apart(Graph graph, int opset) {
        String prefix = graph.name() + "/";
        Set<String> kept = names(graph.inputs());
        kept.addAll(names(graph.outputs()));
        Graph apart = renamed(
                graph,
                value -> value.isEmpty() || kept.contains(value) ? value : prefix + value,
                node -> prefix + node);
        return new Graph(
                apart.name(),
                opset,
                apart.inputs(),
                apart.outputs(),
                apart.nodes(),
                apart.constants(),
                apart.metadata());
    }

    private static Set<String> names(List<Value> values) {
        Set<String> names = new HashSet<>();
        values.forEach(value -> names.add(value.name()));
        return names;
    }

    private static Graph renamed(Graph graph, UnaryOperator<String> value, UnaryOperator<String> nodeName) {
        List<Node> nodes = graph.nodes().stream()
                .map(node -> new Node(
                        nodeName.apply(node.name()),
                        node.domain(),
                        node.operator(),
                        node.inputs().stream().map(value).toList(),
                        node.outputs().stream().map(value).toList(),
                        node.attributes()))
                .toList();
        Map<String, Constant> constants = new LinkedHashMap<>();
        graph.constants().forEach((name, constant) -> constants.put(value.apply(name), constant));
        return new Graph(
                graph.name(),
                graph.opset(),
                graph.extensions(),
                renamed(graph.inputs(), value),
                renamed(graph.outputs(), value),
                nodes,
                constants,
                graph.metadata());
    }

    private static List<Value> renamed(List<Value> values, UnaryOperator<String> name) {
        return values.stream()
                .map(value -> new Value(name.apply(value.name()), value.type(), value.ranked(), value.shape()))
                .toList();
    }
}
