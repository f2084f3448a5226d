package org.samdeblur.networks.graph.rewrite;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Value;

/**
 * Makes graphs fast and lean, for inference or for training. The rewrites look for patterns, not for architectures, so they
 * serve networks of any origin; a pattern that is not there costs nothing.
 *
 * @since 0.1.0
 */
public final class GraphRewriter {
    private GraphRewriter() {}

    /**
     * Applies all rewrites, with normalisations as most runtimes compute them fastest: {@link ChannelNormForm#CONVOLUTIONS}.
     *
     * @param graph the graph
     * @return a graph that computes the same, up to rounding
     */
    public static Graph rewrite(Graph graph) {
        return rewrite(graph, ChannelNormForm.CONVOLUTIONS);
    }

    /**
     * Applies all rewrites.
     *
     * @param graph the graph
     * @param norms how normalisations along channels are written
     * @return a graph that computes the same, up to rounding
     */
    public static Graph rewrite(Graph graph, ChannelNormForm norms) {
        // folded constants show the patterns, and a split convolution hides them
        List<Rewrite> rewrites = List.of(
                new FoldKnown(), new FoldScales(), new FoldChannelNorms(norms), new SplitGates(), new RemoveUnused());
        Graph rewritten = graph;
        for (Rewrite rewrite : rewrites) {
            rewritten = rewrite.apply(rewritten);
        }
        return rewritten;
    }

    /**
     * Makes a graph lean for training: all weights stay as they are, under their names, and what it computes differs by
     * rounding only.
     *
     * @param graph the graph
     * @return a graph that computes the same, up to rounding
     */
    public static Graph rewriteForTraining(Graph graph) {
        return fuseActivations(new FuseChannelNorms().apply(graph));
    }

    /**
     * Writes activations that exporters write as many nodes as one {@code Gelu} each, for runtimes that know this operator. The
     * graph's version of the operator set stays, although {@code Gelu} came with a later one.
     *
     * @param graph the graph
     * @return a graph that computes the same, up to rounding
     */
    public static Graph fuseActivations(Graph graph) {
        return new FuseGelu().apply(graph);
    }

    /**
     * Computes what is known beforehand, such as channel arithmetic that exporters write as nodes, and takes the branches of
     * conditions that are known.
     *
     * @param graph the graph
     * @return a graph that computes the same
     */
    public static Graph foldConstants(Graph graph) {
        return new FoldKnown().apply(graph);
    }

    /**
     * Keeps some of a graph's outputs, and of everything else only what they depend on.
     *
     * @param graph the graph
     * @param outputs the names of the outputs to keep
     * @return a graph that makes these outputs and takes what they need
     * @throws IllegalArgumentException if there is no output of such a name
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
                        "the graph '" + graph.name() + "' has no output '" + name + "' among "
                                + graph.outputs().stream().map(Value::name).toList()));
    }

    /**
     * Lists all names that a graph uses, those within its subgraphs among them.
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
