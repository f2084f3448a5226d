package org.samdeblur.networks.checkpoint;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.samdeblur.networks.graph.Constant;

/**
 * A view of some of another checkpoint's weights.
 *
 * @param whole the other checkpoint
 * @param names the names of the weights
 * @param metadata the metadata of the view
 */
record CheckpointView(Checkpoint whole, Set<String> names, Map<String, String> metadata) implements Checkpoint {
    @Override
    public Path file() {
        return whole.file();
    }

    @Override
    public String nameInFile(String name) {
        return whole.nameInFile(name);
    }

    @Override
    public List<Integer> shape(String name) {
        requireThere(name);
        return whole.shape(name);
    }

    @Override
    public Constant weight(String name) {
        requireThere(name);
        return whole.weight(name);
    }

    private void requireThere(String name) {
        if (!names.contains(name)) {
            throw MissingWeight.among(names.size(), name, file());
        }
    }
}
