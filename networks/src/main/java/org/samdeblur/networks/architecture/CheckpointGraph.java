package org.samdeblur.networks.architecture;

import java.util.function.Consumer;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;

/**
 * Writes graphs with any inputs and outputs. Their weights come from a checkpoint, which must contain exactly these
 * weights. Not safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class CheckpointGraph {
    private final CheckpointWeights weights;

    private CheckpointGraph(CheckpointWeights weights) {
        this.weights = weights;
    }

    /**
     * Starts to write one or more graphs with the weights of a checkpoint.
     *
     * @param architecture the network's name in messages
     * @param checkpoint its weights
     * @return the writer
     */
    public static CheckpointGraph of(String architecture, Checkpoint checkpoint) {
        return new CheckpointGraph(new CheckpointWeights(architecture, checkpoint, 0, 0));
    }

    /**
     * Writes the only graph of a checkpoint.
     *
     * @param architecture the network's name, also that of the graph
     * @param checkpoint its weights
     * @param network writes inputs, layers and outputs
     * @return the graph
     * @throws InvalidModelException if a weight is missing, has another shape, or is not used; the message names it
     */
    public static Graph write(String architecture, Checkpoint checkpoint, Consumer<Layers> network) {
        CheckpointGraph only = of(architecture, checkpoint);
        Graph graph = only.write(architecture, network);
        only.requireNothingElse();
        return graph;
    }

    /**
     * Writes a graph.
     *
     * @param name the graph's name
     * @param network writes inputs, layers and outputs
     * @return the graph
     * @throws InvalidModelException if a weight is missing or has another shape; the message names it
     */
    public Graph write(String name, Consumer<Layers> network) {
        GraphBuilder graph = new GraphBuilder(name);
        network.accept(Layers.of(graph, weights));
        return graph.build();
    }

    /**
     * Checks that the graphs together use all weights.
     *
     * @throws InvalidModelException if a weight is not used; the message names it
     */
    public void requireNothingElse() {
        weights.requireNothingElse();
    }
}
