package org.samdeblur.networks.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.files.WholeFile;
import org.samdeblur.api.files.WholeFolder;
import org.samdeblur.api.text.Reason;

/**
 * A folder of models. A model is a file, whose name without its suffix is the model's, or a folder of the model's name. Hidden files
 * are none.
 *
 * @param path the folder, which need not exist
 */
record ModelsFolder(Path path) {
    private static final String TAR_GZ = ".tar.gz";

    /** Finds a model; two files of one name are an error. */
    Optional<Path> find(String name) {
        List<Path> found = entries().stream()
                .filter(entry -> nameOf(entry).equals(name))
                .sorted()
                .toList();
        if (found.size() > 1) {
            throw new InvalidModelException("the models folder " + path + " has "
                    + found.stream()
                            .map(entry -> entry.getFileName().toString())
                            .toList()
                    + ", which are all called '" + name + "'; remove all but one");
        }
        return found.stream().findFirst();
    }

    /** Finds a file under the name that it was published under. */
    Optional<Path> findFile(String fileName) {
        return Optional.of(path.resolve(fileName)).filter(Files::exists);
    }

    /** Lists all models by name. */
    Map<String, Path> models() {
        Map<String, Path> models = new TreeMap<>();
        entries().stream().sorted().forEach(entry -> models.putIfAbsent(nameOf(entry), entry));
        return models;
    }

    private List<Path> entries() {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(path)) {
            for (Path entry : all) {
                if (ModelSource.Named.isName(nameOf(entry))) {
                    entries.add(entry);
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        } catch (DirectoryIteratorException e) {
            throw unreadable(e.getCause());
        }
        return entries;
    }

    private SamDeblurException unreadable(IOException e) {
        return new SamDeblurException("cannot read the models folder " + path + ": " + Reason.of(e), e);
    }

    static String nameOf(Path model) {
        String fileName = String.valueOf(model.getFileName());
        return Files.isDirectory(model)
                ? fileName
                : fileName.substring(0, fileName.length() - suffix(fileName).length());
    }

    /** Returns the suffix with its dot, or nothing. */
    static String suffix(String fileName) {
        if (fileName.toLowerCase(Locale.ROOT).endsWith(TAR_GZ)) {
            return fileName.substring(fileName.length() - TAR_GZ.length());
        }
        int dot = fileName.lastIndexOf('.');
        return dot <= 0 ? "" : fileName.substring(dot);
    }

    /** Returns where a model of this name and of a file like that one goes. */
    Path place(String name, Path model) {
        return path.resolve(Files.isDirectory(model) ? name : name + suffix(String.valueOf(model.getFileName())));
    }

    void create() {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new SamDeblurException("cannot make the models folder " + path + ": " + Reason.of(e), e);
        }
    }

    /** Copies a file or folder to its place. */
    static void copy(Path model, Path place) throws IOException {
        if (Files.isDirectory(model)) {
            WholeFolder.write(place, unfinished -> copyAll(model, unfinished));
        } else {
            WholeFile.writeStream(place, out -> Files.copy(model, out));
        }
    }

    private static void copyAll(Path from, Path to) throws IOException {
        try (Stream<Path> walk = Files.walk(from)) {
            for (Path source : (Iterable<Path>) walk::iterator) {
                Path target = to.resolve(from.relativize(source).toString());
                if (Files.isDirectory(source)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(source, target);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Returns whether two files, or all files of two folders, are equal. */
    static boolean areEqual(Path one, Path other) throws IOException {
        if (!Files.isDirectory(one) || !Files.isDirectory(other)) {
            return Files.isRegularFile(one) && Files.isRegularFile(other) && Files.mismatch(one, other) < 0;
        }
        List<String> files = files(one);
        if (!files.equals(files(other))) {
            return false;
        }
        for (String file : files) {
            if (Files.mismatch(one.resolve(file), other.resolve(file)) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
