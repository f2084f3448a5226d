package org.samdeblur.evaluation.data;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.samdeblur.api.SamDeblurException;

/** The files of some kinds in a folder and those below it, by their paths without suffix. */
record Tree(Path folder, SortedMap<String, List<Path>> files) {
    static Tree of(Path folder, Collection<String> suffixes) {
        if (!Files.isDirectory(folder)) {
            throw new SamDeblurException("the folder " + folder + " is not there");
        }
        Set<String> wanted = Set.copyOf(suffixes);
        try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return new Tree(
                    folder,
                    all.filter(Files::isRegularFile)
                            .filter(file -> !fileName(file).startsWith("."))
                            .filter(file -> wanted.contains(suffix(file)))
                            .sorted()
                            .collect(groupingBy(file -> nameOf(folder.relativize(file)), TreeMap::new, toList())));
        } catch (IOException | UncheckedIOException e) {
            throw new SamDeblurException("cannot list the files in " + folder + ": " + e.getMessage(), e);
        }
    }

    private static String nameOf(Path relative) {
        String path = relative.toString().replace(relative.getFileSystem().getSeparator(), "/");
        return path.substring(0, path.length() - suffix(relative).length() - 1);
    }

    private static String suffix(Path file) {
        String name = fileName(file);
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static String fileName(Path file) {
        return String.valueOf(file.getFileName());
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    List<Path> named(String name) {
        return files.getOrDefault(name, List.of());
    }
}
