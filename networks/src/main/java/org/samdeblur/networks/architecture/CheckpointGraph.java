package org.samdeblur.networks.architecture;

import java.util.function.Consumer;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;

/**
 * Writes a network of any inputs and outputs with the weights of a checkpoint, which has to have all of them and no others.
 *
 * @since 0.1.0
 */
public final class CheckpointGraph {
    private CheckpointGraph() {}

    /**
     * Writes a graph.
     *
     * @param architecture what messages call the network; also the graph's name
     * @param checkpoint its weights
     * @param network writes inputs, layers and outputs
     * @return the graph
     * @throws InvalidModelException if a weight is missing, is of another shape, or is left over; names it
     */
    public static Graph write(String architecture, Checkpoint checkpoint, Consumer<Layers> network) {
        CheckpointWeights weights = new CheckpointWeights(architecture, checkpoint, 0, 0);
        GraphBuilder graph = new GraphBuilder(architecture);
        network.accept(Layers.of(graph, weights));
        weights.requireNothingElse();
        return graph.build();
    }
}
