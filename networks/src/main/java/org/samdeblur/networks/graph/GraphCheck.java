package org.samdeblur.networks.graph;

import java.util.HashSet;
import java.util.Set;

/** Checks a graph: names are unique, and every value is computed before it is read. */
final class GraphCheck {
    private final Set<String> outer;
    private final Set<String> own = new HashSet<>();
    private final Set<String> nodeNames = new HashSet<>();

    private GraphCheck(Set<String> outer) {
        this.outer = outer;
    }

    /**
     * Checks a graph and its subgraphs.
     *
     * @throws IllegalArgumentException if the graph is invalid; names the node or value
     */
    static void requireSound(Graph graph) {
        new GraphCheck(Set.of()).check(graph);
    }

    private void check(Graph graph) {
        graph.inputs().forEach(input -> define(input.name(), "an input"));
        graph.constants().keySet().forEach(name -> define(name, "a constant"));
        graph.nodes().forEach(this::check);
        for (Value output : graph.outputs()) {
            requireKnown(output.name(), "the graph's outputs");
        }
    }

    private void check(Node node) {
        if (!nodeNames.add(node.name())) {
            throw new IllegalArgumentException("two nodes are named '" + node.name() + "'");
        }
        for (String input : node.inputs()) {
            if (!input.isEmpty()) {
                requireKnown(input, "node '" + node.name() + "'");
            }
        }
        for (Attribute attribute : node.attributes().values()) {
            if (attribute instanceof Attribute.GraphValue subgraph) {
                Set<String> visible = new HashSet<>(outer);
                visible.addAll(own);
                new GraphCheck(visible).check(subgraph.value());
            }
        }
        for (String output : node.outputs()) {
            if (!output.isEmpty()) {
                define(output, "node '" + node.name() + "'");
            }
        }
    }

    private void define(String name, String where) {
        if (name.isEmpty() || !own.add(name)) {
            throw new IllegalArgumentException(
                    "the value '" + name + "' of " + where + " has no name or is computed twice");
        }
    }

    private void requireKnown(String name, String where) {
        if (!own.contains(name) && !outer.contains(name)) {
            throw new IllegalArgumentException(
                    "'" + name + "' is read by " + where + ", but no earlier node computes it");
        }
    }
}
