package org.samdeblur.networks.checkpoint;

import java.nio.file.Path;
import java.util.Map;
import org.samdeblur.api.InvalidModelException;

/** Reports weights that a checkpoint does not have. */
final class MissingWeight {
    private MissingWeight() {}

    /** Returns the weight of a name; fails if there is none. */
    static <W> W require(Map<String, W> weights, String name, Path file) {
        W weight = weights.get(name);
        if (weight == null) {
            throw among(weights.size(), name, file);
        }
        return weight;
    }

    /**
     * Creates the exception.
     *
     * @param count the number of weights in the checkpoint
     */
    static InvalidModelException among(int count, String name, Path file) {
        return new InvalidModelException(file + " has no weight " + CheckpointFile.quote(name) + " among its " + count);
    }
}
