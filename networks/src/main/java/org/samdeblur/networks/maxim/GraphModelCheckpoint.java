package org.samdeblur.networks.maxim;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.graph.Constant;

/**
 * The weights of a graph model of TensorFlow.js. A weight is brought into its layout when it is asked for: a network of the first
 * stage alone needs a third of them.
 *
 * @param file the model
 * @param weights the weights by name
 */
record GraphModelCheckpoint(Path file, Map<String, GraphModelWeight> weights) implements Checkpoint {
    GraphModelCheckpoint {
        weights = Collections.unmodifiableMap(weights);
    }

    @Override
    public Set<String> names() {
        return weights.keySet();
    }

    @Override
    public List<Integer> shape(String name) {
        return named(name).shape();
    }

    @Override
    public Constant weight(String name) {
        return named(name).constant();
    }

    private GraphModelWeight named(String name) {
        GraphModelWeight weight = weights.get(name);
        if (weight == null) {
            throw new InvalidModelException(file + " has no weight '" + name + "'");
        }
        return weight;
    }
}
