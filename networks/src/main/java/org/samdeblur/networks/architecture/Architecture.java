package org.samdeblur.networks.architecture;

import java.util.Map;
import org.samdeblur.networks.checkpoint.Checkpoint;

/**
 * A family of deblurring networks that are known by the names and shapes of their weights, such as NAFNet. The library's own are
 * listed in {@link org.samdeblur.networks.deblur.Architectures}; others are found as services ({@code provides … with} or {@code META-INF/services}) and have a
 * public constructor without arguments. Stateless and safe for many threads.
 *
 * @since 0.1.0
 */
public interface Architecture {
    /**
     * Returns the family's name.
     *
     * @return its name in the literature, such as {@code NAFNet}
     */
    String name();

    /**
     * Returns whether a checkpoint is of this family, by a few names and shapes that no other family has. Reads no weights and throws
     * nothing.
     *
     * @param checkpoint any checkpoint
     * @return whether {@link #read} is what should be tried; a damaged network of the family counts as one
     */
    boolean recognises(Checkpoint checkpoint);

    /**
     * Reads the sizes of a network off its weights. Only what the sizes are read from needs to be checked here: writing the design
     * checks every weight.
     *
     * @param checkpoint a checkpoint of this family
     * @return the network
     * @throws org.samdeblur.api.InvalidModelException if the sizes cannot be told; names the weight
     */
    NetworkDesign read(Checkpoint checkpoint);

    /**
     * Returns the networks of this family that its authors publish, to train from scratch or to measure.
     *
     * @return their designs by the names that they are published under; none by default
     */
    default Map<String, NetworkDesign> published() {
        return Map.of();
    }

    /**
     * Reads the sizes of a network whose global pools are to be local ones (TLC).
     *
     * @param checkpoint a checkpoint of this family
     * @return the network
     * @throws org.samdeblur.api.InvalidModelException if the sizes cannot be told, or the family has no global pools
     */
    default NetworkDesign readWithLocalPools(Checkpoint checkpoint) {
        throw Refusal.of(
                checkpoint.file(), "cannot be loaded with TLC: " + name() + " has no global pools to be made local");
    }

    /**
     * Picks the weights of a network's first stages, which are a network of the same family by themselves.
     *
     * @param checkpoint a checkpoint of this family
     * @param stages how many stages to keep, 1 or more
     * @return the weights
     * @throws org.samdeblur.api.InvalidModelException if the network has fewer stages, or the family has none
     */
    default Checkpoint firstStages(Checkpoint checkpoint, int stages) {
        throw Refusal.of(
                checkpoint.file(),
                "cannot stop after stage " + stages + ": " + name() + " has no stages to stop after");
    }
}
