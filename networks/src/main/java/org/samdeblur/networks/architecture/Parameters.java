package org.samdeblur.networks.architecture;

import java.util.regex.Pattern;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.rewrite.TrainableWeights;

/**
 * Counts a network's weights.
 *
 * @since 0.1.0
 */
public final class Parameters {
    private static final Pattern BUFFERS =
            Pattern.compile(".*\\.(running_mean|running_var|num_batches_tracked|positional_encoding_gaussian_matrix)");

    private Parameters() {}

    /**
     * Counts the trained weights of a checkpoint. The statistics of batch normalisations and the random frequencies
     * of SAM's positional encoding are not trained, and not counted.
     *
     * @param checkpoint a checkpoint
     * @return the number of its trained weights
     */
    public static long of(Checkpoint checkpoint) {
        return checkpoint.names().stream()
                .filter(name -> !BUFFERS.matcher(name).matches())
                .map(checkpoint::shape)
                .mapToLong(shape -> shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact))
                .sum();
    }

    /**
     * Counts the trainable weights of a graph.
     *
     * @param graph a graph
     * @return the number of its trainable weights
     */
    public static long of(Graph graph) {
        return TrainableWeights.of(graph).values().stream()
                .mapToLong(Parameters::elements)
                .sum();
    }

    private static long elements(Constant constant) {
        return constant.data().remaining() / constant.type().bytes();
    }
}
