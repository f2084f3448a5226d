package org.samdeblur.networks.checkpoint;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.samdeblur.networks.graph.Constant;

/** A checkpoint of weights that are read on request. */
record LazyCheckpoint(Path file, Map<String, LazyWeight> weights) implements Checkpoint {
    LazyCheckpoint {
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    }

    /** A weight in memory. */
    record InMemory(Constant read) implements LazyWeight {
        @Override
        public List<Integer> shape() {
            return read.shape();
        }
    }

    @Override
    public Set<String> names() {
        return weights.keySet();
    }

    @Override
    public List<Integer> shape(String name) {
        return MissingWeight.require(weights, name, file).shape();
    }

    @Override
    public Constant weight(String name) {
        return MissingWeight.require(weights, name, file).read();
    }
}
