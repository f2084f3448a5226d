package org.samdeblur.networks.architecture;

import java.util.function.Consumer;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;

/**
 * Writes graphs of any inputs and outputs with the weights of a checkpoint, which has to have all of them and no others. For use by one
 * thread.
 *
 * @since 0.1.0
 */
public final class CheckpointGraph {
    private final CheckpointWeights weights;

    private CheckpointGraph(CheckpointWeights weights) {
        this.weights = weights;
    }

    /**
     * Takes a checkpoint, of which one graph or several are to be written.
     *
     * @param architecture what messages call the network
     * @param checkpoint its weights
     * @return what writes the graphs
     */
    public static CheckpointGraph of(String architecture, Checkpoint checkpoint) {
        return new CheckpointGraph(new CheckpointWeights(architecture, checkpoint, 0, 0));
    }

    /**
     * Writes the only graph of a checkpoint.
     *
     * @param architecture what messages call the network; also the graph's name
     * @param checkpoint its weights
     * @param network writes inputs, layers and outputs
     * @return the graph
     * @throws InvalidModelException if a weight is missing, is of another shape, or is left over; names it
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
     * @throws InvalidModelException if a weight is missing or of another shape; names it
     */
    public Graph write(String name, Consumer<Layers> network) {
        GraphBuilder graph = new GraphBuilder(name);
        network.accept(Layers.of(graph, weights));
        return graph.build();
    }

    /**
     * Checks that the graphs together have all weights.
     *
     * @throws InvalidModelException if a weight is left over; names it
     */
    public void requireNothingElse() {
        weights.requireNothingElse();
    }
}
