package org.samdeblur.networks.architecture;

import java.util.Map;
import org.samdeblur.networks.checkpoint.Checkpoint;

/**
 * A family of deblurring networks, such as NAFNet, which are recognised by the names and shapes of their weights. The
 * library's own are listed in {@link org.samdeblur.networks.deblur.Architectures}; others are found as services
 * ({@code provides … with} or {@code META-INF/services}) and have a public constructor without arguments. Stateless;
 * safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public interface Architecture {
    /**
     * * The property of a checkpoint that states the height and width of its training patches in pixels, in decimal
     * digits. TLC * needs it.
     */
    String TLC_TRAIN_SIZE = "tlc_train_size";

    /**
     * The property of a checkpoint that states the step of TLC's window in pixels: 1, the published value and the
     * default, or 2, 4, 8 or 16, which take less time.
     */
    String TLC_STEP = "tlc_step";

    /**
     * Returns the family's name.
     *
     * @return its name in the literature, such as {@code NAFNet}
     */
    String name();

    /**
     * Returns whether a checkpoint is of this family, judging by a few names and shapes that no other family has.
     * Reads no weights and throws no exception.
     *
     * @param checkpoint any checkpoint
     * @return whether {@link #read} should be tried; also true for a damaged network of the family
     */
    boolean recognises(Checkpoint checkpoint);

    /**
     * Determines the sizes of a network from the shapes of its weights. Only those shapes need to be checked here;
     * writing the design checks every weight.
     *
     * @param checkpoint a checkpoint of this family
     * @return the network
     * @throws org.samdeblur.api.InvalidModelException if the sizes cannot be determined; the message names the weight
     */
    NetworkDesign read(Checkpoint checkpoint);

    /**
     * Returns the networks of this family that its authors publish, for training from scratch and for benchmarks.
     *
     * @return their designs by published name; none by default
     */
    default Map<String, NetworkDesign> published() {
        return Map.of();
    }

    /**
     * Determines the sizes of a network in which local pools replace global ones (TLC).
     *
     * @param checkpoint a checkpoint of this family
     * @return the network
     * @throws org.samdeblur.api.InvalidModelException if the sizes cannot be determined, or the family has no global
     *     pools
     */
    default NetworkDesign readWithLocalPools(Checkpoint checkpoint) {
        throw Refusal.of(
                checkpoint.file(), "cannot be loaded with TLC: " + name() + " has no global pools to be made local");
    }

    /**
     * Returns the weights of a network's first stages, which form a network of the same family.
     *
     * @param checkpoint a checkpoint of this family
     * @param stages the number of stages to keep, at least 1
     * @return the weights
     * @throws org.samdeblur.api.InvalidModelException if the network has fewer stages, or the family has none
     */
    default Checkpoint firstStages(Checkpoint checkpoint, int stages) {
        throw Refusal.of(
                checkpoint.file(),
                "cannot stop after stage " + stages + ": " + name() + " has no stages to stop after");
    }
}
