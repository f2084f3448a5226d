package org.samdeblur.networks.checkpoint;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.networks.graph.Constant;

/** Weights that lie in memory. */
record MemoryCheckpoint(Path file, Map<String, Constant> weights) implements Checkpoint {
    MemoryCheckpoint {
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    }

    @Override
    public Set<String> names() {
        return weights.keySet();
    }

    @Override
    public List<Integer> shape(String name) {
        return weight(name).shape();
    }

    @Override
    public Constant weight(String name) {
        Constant weight = weights.get(name);
        if (weight == null) {
            throw new InvalidModelException(file + " has no weight '" + name + "'");
        }
        return weight;
    }
}
