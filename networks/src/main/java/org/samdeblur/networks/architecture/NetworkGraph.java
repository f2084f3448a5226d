package org.samdeblur.networks.architecture;

import java.util.Map;
import org.samdeblur.api.Image;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Operand;
import org.samdeblur.networks.graph.Value.Axis;

/**
 * A design written as a graph. Immutable.
 *
 * @param graph one input {@code input}, {@code [batch, channels, height, width]}, and one output {@code output}, {@code [batch, 3,
 *     height, width]}
 * @param widened the complete weights, by name, that have more inputs in the checkpoint than in the graph: those of a
 *     network that was widened for masks
 * @since 0.1.0
 */
public record NetworkGraph(Graph graph, Map<String, Constant> widened) {
    /**
     * Copies the map.
     *
     * @param graph the graph
     * @param widened weights with more inputs, by name
     */
    public NetworkGraph {
        widened = Map.copyOf(widened);
    }

    /**
     * Writes a design with the weights of a checkpoint, which must contain exactly these weights.
     *
     * @param design the network
     * @param checkpoint its weights
     * @param addedChannels the number of additional inputs that the first convolutions may have in the checkpoint
     * @return the graph
     * @throws org.samdeblur.api.InvalidModelException if a weight is missing, has another shape, or is not used; the
     *     message names it
     */
    public static NetworkGraph of(NetworkDesign design, Checkpoint checkpoint, int addedChannels) {
        CheckpointWeights weights =
                new CheckpointWeights(design.architecture(), checkpoint, Image.COLOUR_CHANNELS, addedChannels);
        Graph graph = written(design, weights);
        weights.requireNothingElse();
        return new NetworkGraph(graph, weights.wide());
    }

    /**
     * Writes a design with random weights, for training.
     *
     * @param design the network
     * @param seed determines the weights
     * @return the graph
     */
    public static NetworkGraph untrained(NetworkDesign design, long seed) {
        return new NetworkGraph(written(design, new FreshWeights(seed)), Map.of());
    }

    private static Graph written(NetworkDesign design, WeightSource weights) {
        GraphBuilder graph = new GraphBuilder(design.architecture());
        Operand image = graph.operand(graph.input("input", axes(design.inputChannels())));
        Operand restored = design.write(Layers.of(graph, weights), image);
        graph.output("output", restored.name(), axes(Image.COLOUR_CHANNELS));
        return graph.build();
    }

    private static Axis[] axes(int channels) {
        return new Axis[] {Axis.any("batch"), Axis.fixed(channels), Axis.any("height"), Axis.any("width")};
    }
}
