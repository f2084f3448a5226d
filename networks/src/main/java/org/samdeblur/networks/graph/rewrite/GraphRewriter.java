package org.samdeblur.networks.graph.rewrite;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Value;

/**
 * Rewrites graphs so that they take less time and memory, for inference or for training. The rewrites match patterns of
 * nodes, not architectures, so they apply to networks of any origin. Stateless; safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class GraphRewriter {
    private GraphRewriter() {}

    /**
     * Applies all rewrites for inference, with the form of normalisations that is fastest on most runtimes: {@link
     * ChannelNormForm#CONVOLUTIONS}.
     *
     * @param graph the graph
     * @return an equivalent graph, up to rounding
     */
    public static Graph rewrite(Graph graph) {
        return rewrite(graph, ChannelNormForm.CONVOLUTIONS);
    }

    /**
     * Applies all rewrites for inference.
     *
     * @param graph the graph
     * @param norms the form of normalisations along channels
     * @return an equivalent graph, up to rounding
     */
    public static Graph rewrite(Graph graph, ChannelNormForm norms) {
        // in this order, because folding constants exposes patterns, and splitting convolutions hides them
        List<Rewrite> rewrites = List.of(
                new FoldKnown(), new FoldScales(), new FoldChannelNorms(norms), new SplitGates(), new RemoveUnused());
        Graph rewritten = graph;
        for (Rewrite rewrite : rewrites) {
            rewritten = rewrite.apply(rewritten);
        }
        return rewritten;
    }

    /**
     * Applies the rewrites for training, which save memory. Weights and their names do not change.
     *
     * @param graph the graph
     * @return an equivalent graph, up to rounding
     */
    public static Graph rewriteForTraining(Graph graph) {
        return fuseActivations(new FuseChannelNorms().apply(graph));
    }

    /**
     * Replaces the nodes that approximate GELU by one {@code Gelu} each, for runtimes with this operator. The graph's
     * version of the operator set does not change, although {@code Gelu} requires version 20.
     *
     * @param graph the graph
     * @return an equivalent graph, up to rounding
     */
    public static Graph fuseActivations(Graph graph) {
        return new FuseGelu().apply(graph);
    }

    /**
     * Replaces nodes of known value by constants, such as the arithmetic with channels that exporters write, and
     * replaces {@code If} nodes with known conditions by the branch taken.
     *
     * @param graph the graph
     * @return an equivalent graph
     */
    public static Graph foldConstants(Graph graph) {
        return new FoldKnown().apply(graph);
    }

    /**
     * Keeps some of a graph's outputs, and only the inputs, nodes and constants that they depend on.
     *
     * @param graph the graph
     * @param outputs the names of the outputs to keep
     * @return the smaller graph
     * @throws IllegalArgumentException if the graph has no output of one of the names
     */
    public static Graph keepOutputs(Graph graph, List<String> outputs) {
        List<Value> kept = outputs.stream().map(name -> output(graph, name)).toList();
        Graph pruned = new RemoveUnused().apply(withSignature(graph, graph.inputs(), kept));
        Set<String> read = new HashSet<>(outputs);
        pruned.nodes().forEach(node -> read.addAll(GraphIndex.valuesReadBy(node)));
        List<Value> inputs = pruned.inputs().stream()
                .filter(input -> read.contains(input.name()))
                .toList();
        return withSignature(pruned, inputs, kept);
    }

    private static Value output(Graph graph, String name) {
        return graph.outputs().stream()
                .filter(output -> output.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the graph '" + graph.name() + "' has no output '" + name + "'; its outputs are "
                                + graph.outputs().stream().map(Value::name).toList()));
    }

    /**
     * Lists all names that a graph uses, including the values that its subgraphs read.
     *
     * @param graph the graph
     * @return names of values, constants and nodes, in a new set
     */
    public static Set<String> names(Graph graph) {
        return new GraphIndex(graph).names();
    }

    private static Graph withSignature(Graph graph, List<Value> inputs, List<Value> outputs) {
        return new Graph(
                graph.name(),
                graph.opset(),
                graph.extensions(),
                inputs,
                outputs,
                graph.nodes(),
                graph.constants(),
                graph.metadata());
    }
}
