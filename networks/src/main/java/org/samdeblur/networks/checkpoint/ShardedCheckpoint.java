package org.samdeblur.networks.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.json.JsonSettings;

/**
 * A checkpoint in several files, as Hugging Face's libraries write large ones. An index in JSON names the file of each
 * weight; the files are beside it.
 *
 * @param file the index
 * @param parts the opened file of each weight, in the index's order
 */
record ShardedCheckpoint(Path file, Map<String, Checkpoint> parts) implements Checkpoint {
    private static final String SUFFIX = ".index.json";
    private static final int MOST_FILES = 1000;

    ShardedCheckpoint {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /** Returns whether a file is an index, judging by its name. */
    static boolean isIndex(Path file) {
        return String.valueOf(file.getFileName()).endsWith(SUFFIX);
    }

    /** Opens the index and all files it names. */
    static ShardedCheckpoint open(Path index) {
        Map<String, Checkpoint> files = new HashMap<>();
        Map<String, Checkpoint> parts = new LinkedHashMap<>();
        weightMap(index).forEach((name, part) -> {
            if (!(part instanceof String fileName) || fileName.isEmpty() || fileName.matches(".*[/\\\\\\x00].*")) {
                throw refusal(
                        index, "names a file that is not beside it: " + CheckpointFile.quote(String.valueOf(part)));
            }
            Checkpoint checkpoint =
                    files.computeIfAbsent(fileName, sibling -> StoredCheckpoint.of(index.resolveSibling(sibling)));
            if (files.size() > MOST_FILES) {
                throw refusal(index, "names more than " + MOST_FILES + " files");
            }
            checkpoint.shape(String.valueOf(name));
            parts.put(String.valueOf(name), checkpoint);
        });
        return new ShardedCheckpoint(index, parts);
    }

    private static Map<?, ?> weightMap(Path index) {
        try {
            if (JsonSettings.read(index).get("weight_map") instanceof Map<?, ?> weights && !weights.isEmpty()) {
                return weights;
            }
        } catch (IOException e) {
            throw new InvalidModelException(
                    index + " is not an index of a checkpoint's files: it " + e.getMessage(), e);
        }
        throw refusal(index, "is not an index of a checkpoint's files: it has no weight_map");
    }

    private static InvalidModelException refusal(Path index, String what) {
        return new InvalidModelException(index + " " + what);
    }

    @Override
    public Set<String> names() {
        return parts.keySet();
    }

    @Override
    public List<Integer> shape(String name) {
        return MissingWeight.require(parts, name, file).shape(name);
    }

    @Override
    public Constant weight(String name) {
        return MissingWeight.require(parts, name, file).weight(name);
    }

    @Override
    public String toString() {
        return file + " (" + parts.size() + " weights)";
    }
}
