package org.samdeblur.evaluation.data;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.samdeblur.api.Image;
import org.samdeblur.api.SamDeblurException;

/**
 * The files of a kind in a folder and its subfolders, by name. A name is the path within the folder without its
 * suffix, with {@code /} between folders. Links are followed; hidden files are ignored. Immutable; the folder is read
 * once.
 *
 * @since 0.1.0
 */
public final class NamedFiles {
    private static final Set<String> MASK_SUFFIXES = Set.of("npz", "npy", "json", "png");

    private final Path folder;
    private final SortedMap<String, List<Path>> files;
    private final List<Path> others;

    private NamedFiles(Path folder, SortedMap<String, List<Path>> files, List<Path> others) {
        this.folder = folder;
        this.files = files;
        this.others = List.copyOf(others);
    }

    /**
     * Lists the images in all formats that can be read.
     *
     * @param folder the folder
     * @return the images
     * @throws SamDeblurException if there is no such folder, or it cannot be read
     */
    public static NamedFiles images(Path folder) {
        return list(folder, Image.READABLE_SUFFIXES);
    }

    /**
     * Lists the files that may contain masks: {@code .npz}, {@code .npy}, {@code .json} and {@code .png}.
     *
     * @param folder the folder
     * @return the files
     * @throws SamDeblurException if there is no such folder, or it cannot be read
     */
    public static NamedFiles masks(Path folder) {
        return list(folder, MASK_SUFFIXES);
    }

    private static NamedFiles list(Path folder, Collection<String> suffixes) {
        if (!Files.isDirectory(folder)) {
            throw new SamDeblurException("the folder " + folder + " does not exist");
        }
        try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            Map<Boolean, List<Path>> found = all.filter(file -> !Files.isDirectory(file))
                    .sorted()
                    .collect(partitioningBy(file -> isTaken(file, suffixes)));
            return new NamedFiles(
                    folder,
                    found.get(true).stream()
                            .collect(groupingBy(file -> nameOf(folder.relativize(file)), TreeMap::new, toList())),
                    found.get(false).stream()
                            .filter(IgnoredFiles::deservesMention)
                            .toList());
        } catch (IOException | UncheckedIOException e) {
            throw new SamDeblurException("cannot list the files in " + folder + ": " + e.getMessage(), e);
        }
    }

    private static boolean isTaken(Path file, Collection<String> suffixes) {
        return Files.isRegularFile(file) && !fileName(file).startsWith(".") && suffixes.contains(suffix(file));
    }

    private static String nameOf(Path relative) {
        String path = relative.toString().replace(relative.getFileSystem().getSeparator(), "/");
        return path.substring(0, path.length() - suffix(relative).length() - 1);
    }

    private static String suffix(Path file) {
        String name = fileName(file);
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    private static String fileName(Path file) {
        return String.valueOf(file.getFileName());
    }

    /**
     * Returns the folder.
     *
     * @return the folder
     */
    public Path folder() {
        return folder;
    }

    /**
     * Returns the other files of the folder.
     *
     * @return files of other kinds, hidden images, and broken links, sorted; without other hidden files
     */
    public List<Path> others() {
        return others;
    }

    /**
     * Returns all names.
     *
     * @return the names, sorted
     */
    public SortedSet<String> names() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(files.keySet()));
    }

    /**
     * Returns the file of a name.
     *
     * @param name the name
     * @return the file
     * @throws SamDeblurException if there is no such file, or more than one
     */
    public Path file(String name) {
        return find(name).orElseThrow(() -> new SamDeblurException("there is no " + name + ".* in " + folder));
    }

    /**
     * Looks for the file of a name.
     *
     * @param name the name
     * @return the file; empty if there is none
     * @throws SamDeblurException if there is more than one
     */
    public Optional<Path> find(String name) {
        List<Path> found = files.getOrDefault(name, List.of());
        if (found.size() > 1) {
            throw new SamDeblurException(
                    name + " is ambiguous: there are " + found.get(0) + " and " + found.get(1) + "; keep one of them");
        }
        return found.stream().findFirst();
    }
}
