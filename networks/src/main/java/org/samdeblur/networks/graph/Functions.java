package org.samdeblur.networks.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.samdeblur.networks.graph.message.AttributeProto;
import org.samdeblur.networks.graph.message.FunctionProto;
import org.samdeblur.networks.graph.message.GraphProto;
import org.samdeblur.networks.graph.message.NodeProto;
import org.samdeblur.networks.graph.message.ValueInfoProto;

/**
 * Inlines the functions that a model file defines, as some exporters write them. The values of each call get unique
 * names. Not safe for use by multiple threads.
 */
final class Functions {
    private static final int MOST_NESTED = 50;

    /** More than any network has, and few enough to fit in memory. */
    private static final int MOST_NODES = 1_000_000;

    private final Map<Key, FunctionProto> functions = new HashMap<>();
    private int calls;
    private int nodes;

    private record Key(String domain, String name, String overload) {}

    Functions(List<FunctionProto> functions) {
        functions.forEach(function ->
                this.functions.put(new Key(function.domain(), function.name(), function.overload()), function));
    }

    /** Returns the domains of functions. Once all calls are inlined, these domains need no version. */
    Set<String> domains() {
        return functions.keySet().stream().map(Key::domain).collect(Collectors.toSet());
    }

    /**
     * Returns a graph without function calls.
     *
     * @throws IllegalArgumentException if functions call one another without end, or expand to too many nodes
     */
    GraphProto inlined(GraphProto graph) {
        return functions.isEmpty() ? graph : inlined(graph, 0);
    }

    private GraphProto inlined(GraphProto graph, int depth) {
        return withNodes(graph, inlined(graph.nodes(), depth));
    }

    private List<NodeProto> inlined(List<NodeProto> from, int depth) {
        List<NodeProto> to = new ArrayList<>();
        from.forEach(node -> inline(node, to, depth));
        return to;
    }

    private void inline(NodeProto node, List<NodeProto> to, int depth) {
        FunctionProto function = functions.get(new Key(node.domain(), node.opType(), node.overload()));
        if (function == null) {
            nodes++;
            if (nodes > MOST_NODES) {
                throw new IllegalArgumentException("its functions expand to more than " + MOST_NODES + " nodes");
            }
            to.add(withAttributes(
                    node,
                    node.attributes().stream()
                            .map(attribute -> withGraph(attribute, graph -> inlined(graph, depth)))
                            .toList()));
            return;
        }
        if (depth == MOST_NESTED) {
            throw new IllegalArgumentException("its functions are nested more than " + MOST_NESTED
                    + " levels deep, such as '" + function.name() + "'");
        }
        new Call(function, node, ++calls).body().forEach(inner -> inline(inner, to, depth + 1));
    }

    private interface Change {
        GraphProto apply(GraphProto graph);
    }

    private static AttributeProto withGraph(AttributeProto attribute, Change change) {
        return attribute.g().isEmpty()
                ? attribute
                : new AttributeProto(
                        attribute.name(),
                        attribute.type(),
                        attribute.f(),
                        attribute.i(),
                        attribute.s(),
                        attribute.t(),
                        attribute.g().map(change::apply),
                        attribute.floats(),
                        attribute.ints(),
                        attribute.strings(),
                        attribute.reference());
    }

    private static GraphProto withNodes(GraphProto graph, List<NodeProto> other) {
        return new GraphProto(
                graph.name(), other, graph.initializers(), graph.sparseInitializers(), graph.inputs(), graph.outputs());
    }

    private static NodeProto withAttributes(NodeProto node, List<AttributeProto> attributes) {
        return new NodeProto(
                node.name(), node.domain(), node.opType(), node.overload(), node.inputs(), node.outputs(), attributes);
    }

    /** The nodes of a function for one call. */
    private static final class Call {
        private final FunctionProto function;
        private final NodeProto node;
        private final String prefix;
        private final Map<String, String> names = new HashMap<>();
        private final Map<String, AttributeProto> attributes = new HashMap<>();

        Call(FunctionProto function, NodeProto node, int number) {
            this.function = function;
            this.node = node;
            prefix = (node.name().isEmpty() ? function.name() : node.name()) + "#" + number + "/";
            function.defaults().forEach(attribute -> attributes.put(attribute.name(), attribute));
            node.attributes().forEach(attribute -> attributes.put(attribute.name(), attribute));
            for (int i = 0; i < function.inputs().size(); i++) {
                names.put(
                        function.inputs().get(i),
                        i < node.inputs().size() ? node.inputs().get(i) : "");
            }
            for (int i = 0;
                    i < Math.min(function.outputs().size(), node.outputs().size());
                    i++) {
                String output = node.outputs().get(i);
                if (!output.isEmpty()) {
                    names.putIfAbsent(function.outputs().get(i), output);
                }
            }
        }

        List<NodeProto> body() {
            List<NodeProto> body = new ArrayList<>();
            function.nodes().forEach(inner -> body.add(renamed(inner)));
            for (int i = 0;
                    i < Math.min(function.outputs().size(), node.outputs().size());
                    i++) {
                String made = renamed(function.outputs().get(i));
                String wanted = node.outputs().get(i);
                if (!wanted.isEmpty() && !wanted.equals(made)) {
                    // an input that is also an output, or one value that is two outputs
                    body.add(new NodeProto(
                            prefix + "output" + i, "", "Identity", "", List.of(made), List.of(wanted), List.of()));
                }
            }
            return body;
        }

        private String renamed(String name) {
            return name.isEmpty() ? name : names.getOrDefault(name, prefix + name);
        }

        private List<String> renamed(List<String> list) {
            return list.stream().map(this::renamed).toList();
        }

        private NodeProto renamed(NodeProto inner) {
            List<AttributeProto> given = new ArrayList<>();
            inner.attributes().forEach(attribute -> given(attribute).ifPresent(given::add));
            return new NodeProto(
                    prefix + inner.name(),
                    inner.domain(),
                    inner.opType(),
                    inner.overload(),
                    renamed(inner.inputs()),
                    renamed(inner.outputs()),
                    given);
        }

        /** An attribute with the value from the call; empty if it refers to one that the call omits. */
        private Optional<AttributeProto> given(AttributeProto attribute) {
            if (attribute.reference().isEmpty()) {
                return Optional.of(withGraph(attribute, this::renamed));
            }
            return Optional.ofNullable(attributes.get(attribute.reference()))
                    .map(value -> new AttributeProto(
                            attribute.name(),
                            value.type(),
                            value.f(),
                            value.i(),
                            value.s(),
                            value.t(),
                            value.g(),
                            value.floats(),
                            value.ints(),
                            value.strings(),
                            value.reference()));
        }

        private GraphProto renamed(GraphProto graph) {
            return new GraphProto(
                    graph.name(),
                    graph.nodes().stream().map(this::renamed).toList(),
                    graph.initializers().stream()
                            .map(tensor -> tensor.withName(renamed(tensor.name())))
                            .toList(),
                    graph.sparseInitializers(),
                    graph.inputs().stream().map(this::renamed).toList(),
                    graph.outputs().stream().map(this::renamed).toList());
        }

        private ValueInfoProto renamed(ValueInfoProto value) {
            return new ValueInfoProto(renamed(value.name()), value.type());
        }
    }
}
