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
     * What a network keeps but does not train is not counted: what a batch normalisation has seen, and the frequencies of SAM's
     * positional encoding, drawn once.
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
     * Counts what training changes.
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
