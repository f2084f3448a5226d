package org.samdeblur.networks.checkpoint;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.samdeblur.networks.graph.Constant;

/**
 * Several checkpoints joined into one, each with a part of a network.
 *
 * @param file the path for messages, such as the folder of the checkpoints
 * @param parts the checkpoints by the names of their parts
 */
record JoinedCheckpoint(Path file, Map<String, Checkpoint> parts) implements Checkpoint {
    JoinedCheckpoint {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    @Override
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        parts.forEach((part, checkpoint) -> checkpoint.names().forEach(name -> names.add(part + "." + name)));
        return names;
    }

    @Override
    public List<Integer> shape(String name) {
        return partOf(name).shape(withoutPart(name));
    }

    @Override
    public Constant weight(String name) {
        return partOf(name).weight(withoutPart(name));
    }

    private Checkpoint partOf(String name) {
        int dot = name.indexOf('.');
        Checkpoint part = dot < 0 ? null : parts.get(name.substring(0, dot));
        if (part == null) {
            throw MissingWeight.among(names().size(), name, file);
        }
        return part;
    }

    private static String withoutPart(String name) {
        return name.substring(name.indexOf('.') + 1);
    }
}
