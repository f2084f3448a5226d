package org.samdeblur.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A file or folder that a reader takes, to be changed.
 *
 * @param opened what is given to the reader: the file's name; empty for the folder itself
 * @param files contents by relative path
 * @param changed the paths of which one is changed
 */
record Sample(String opened, Map<String, byte[]> files, List<String> changed) {
    static Sample ofFile(String name, byte[] content) {
        return new Sample(name, Map.of(name, content), List.of(name));
    }

    static Sample ofFile(Path file) throws IOException {
        return ofFile(file.getFileName().toString(), Files.readAllBytes(file));
    }

    /** Takes a folder with all that is in it; of the files that pass the test one is changed. */
    static Sample ofFolder(Path folder, String opened, Predicate<String> changed) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile).forEach(file -> {
                try {
                    String name = folder.relativize(file).toString().replace('\\', '/');
                    files.put(name, Files.readAllBytes(file));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return new Sample(opened, files, files.keySet().stream().filter(changed).toList());
    }
}
