package org.samdeblur.networks.sam.graph;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.samdeblur.networks.architecture.Refusal;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.graph.Constant;

/** A checkpoint whose weights go by other names than in the file. */
final class RenamedCheckpoint implements Checkpoint {
    private final Checkpoint original;
    private final Map<String, String> originalNames;

    /**
     * Renames.
     *
     * @param originalNames the name in the file for every new name, in the file's order
     */
    RenamedCheckpoint(Checkpoint original, Map<String, String> originalNames) {
        this.original = original;
        this.originalNames = Collections.unmodifiableMap(originalNames);
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
            throw Refusal.of(file(), "has no weight that stands for '" + name + "'");
        }
        return found;
    }
}
