package org.samdeblur.networks.checkpoint;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.networks.graph.Constant;

/**
 * A view of a checkpoint under other names.
 *
 * @param originalNames the name in the original checkpoint for each new name, in order
 */
record RenamedCheckpoint(Checkpoint original, Map<String, String> originalNames) implements Checkpoint {
    RenamedCheckpoint {
        originalNames = Collections.unmodifiableMap(new LinkedHashMap<>(originalNames));
    }

    @Override
    public Path file() {
        return original.file();
    }

    @Override
    public Set<String> names() {
        return originalNames.keySet();
    }

    @Override
    public String nameInFile(String name) {
        return original.nameInFile(originalNames.getOrDefault(name, name));
    }

    @Override
    public Map<String, String> metadata() {
        return original.metadata();
    }

    @Override
    public List<Integer> shape(String name) {
        return original.shape(originalName(name));
    }

    @Override
    public Constant weight(String name) {
        return original.weight(originalName(name));
    }

    private String originalName(String name) {
        String found = originalNames.get(name);
        if (found == null) {
            throw new InvalidModelException(
                    file() + " has no weight for " + CheckpointFile.quote(name) + " among its " + originalNames.size());
        }
        return found;
    }

    @Override
    public String toString() {
        return original.toString();
    }
}
