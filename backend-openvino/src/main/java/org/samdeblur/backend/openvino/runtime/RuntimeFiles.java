package org.samdeblur.backend.openvino.runtime;

import com.sun.jna.Platform;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.samdeblur.api.BackendException;

/**
 * OpenVINO's files.
 *
 * @param library the C library
 * @param needed the libraries to load before it, if they are in another folder
 */
record RuntimeFiles(Path library, List<Path> needed) {
    /** The system property that names OpenVINO's folder or its C library. */
    static final String PROPERTY = "samdeblur.openvino";

    private static final String HOW_TO_GET_IT = "install OpenVINO, for example with 'pip install openvino',"
            + " and name its folder, such as …/site-packages/openvino/libs, with -D" + PROPERTY
            + "=… or the environment variable OPENVINO_LIB_PATHS";

    /** The folders of libraries, relative to the folder of an archive, a Python environment, or a Python package. */
    private static final List<String> LAYOUTS = List.of(
            "",
            "runtime/lib/intel64",
            "runtime/lib/aarch64",
            "runtime/lib/arm64/Release",
            "runtime/bin/intel64/Release",
            "openvino/libs",
            "libs",
            "lib",
            "Library/bin",
            "Lib/site-packages/openvino/libs");

    private static final List<String> USUAL_FOLDERS = List.of(
            "/usr/lib/x86_64-linux-gnu",
            "/usr/lib/aarch64-linux-gnu",
            "/usr/lib64",
            "/usr/lib",
            "/usr/local/lib",
            "/opt/homebrew/lib");

    /** Folders that may contain the folder of an archive, whose name includes the version. */
    private static final List<String> ARCHIVES =
            List.of("/opt/intel", "C:/Program Files (x86)/Intel", "C:/Program Files/Intel", "C:/Intel");

    /**
     * Looks for OpenVINO in the folder that the system property names, or else in those that environment variables
     * name, or else in the usual folders.
     *
     * @throws BackendException if it is not found; the message states how to install it
     */
    static RuntimeFiles find() {
        return find(Optional.ofNullable(System.getProperty(PROPERTY)), System.getenv(), USUAL_FOLDERS, ARCHIVES);
    }

    static RuntimeFiles find(
            Optional<String> named, Map<String, String> environment, List<String> folders, List<String> archives) {
        if (named.isPresent()) {
            return in(path(named.get()).stream())
                    .orElseThrow(() -> new BackendException("OpenVINO's C library was not found in '" + named.get()
                            + "', which -D" + PROPERTY + " names; " + HOW_TO_GET_IT));
        }
        return in(Stream.of(
                                split(environment.get("OPENVINO_LIB_PATHS")),
                                split(environment.get("INTEL_OPENVINO_DIR")),
                                folders.stream().flatMap(folder -> path(folder).stream()),
                                archives.stream().flatMap(RuntimeFiles::archives))
                        .flatMap(paths -> paths))
                .orElseThrow(() -> new BackendException("OpenVINO's C library was not found; " + HOW_TO_GET_IT));
    }

    private static Stream<Path> split(String paths) {
        return paths == null
                ? Stream.empty()
                : Stream.of(paths.split(File.pathSeparator))
                        .filter(part -> !part.isBlank())
                        .flatMap(part -> path(part).stream());
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Lists the archives of OpenVINO in a folder, the newest first. */
    private static Stream<Path> archives(String folder) {
        return path(folder).stream().flatMap(parent -> list(parent, "openvino*").sorted(Comparator.reverseOrder()));
    }

    private static Optional<RuntimeFiles> in(Stream<Path> places) {
        return places.flatMap(RuntimeFiles::folders)
                .flatMap(folder -> library(folder).stream())
                .findFirst()
                .map(library -> new RuntimeFiles(library, needed(library)));
    }

    private static Stream<Path> folders(Path place) {
        if (Files.isRegularFile(place)) {
            return Stream.of(place);
        }
        return Stream.concat(
                LAYOUTS.stream().map(place::resolve),
                list(place.resolve("lib"), "python3*").map(python -> python.resolve("site-packages/openvino/libs")));
    }

    /** Returns the C library in a folder. Python packages have it only under its versioned name. */
    private static Optional<Path> library(Path folder) {
        if (Files.isRegularFile(folder)) {
            return Optional.of(folder);
        }
        String name = Platform.isWindows() ? "openvino_c" : "libopenvino_c";
        String suffix = Platform.isWindows() ? ".dll" : Platform.isMac() ? ".dylib" : ".so";
        Path plain = folder.resolve(name + suffix);
        return Files.isRegularFile(plain)
                ? Optional.of(plain)
                : list(folder, name + "*" + suffix + "*").max(Comparator.naturalOrder());
    }

    /** Returns the TBB libraries of an archive, which are in a separate folder that the system does not search. */
    private static List<Path> needed(Path library) {
        for (Path parent = library.getParent(); parent != null; parent = parent.getParent()) {
            Path tbb = parent.resolve("3rdparty/tbb");
            if (Files.isDirectory(tbb)) {
                return Stream.of("lib", "bin")
                        .flatMap(folder -> list(tbb.resolve(folder), "{libtbb.so.12,libtbb.12.dylib,tbb12.dll}"))
                        .toList();
            }
        }
        return List.of();
    }

    private static Stream<Path> list(Path folder, String pattern) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, pattern)) {
            entries.forEach(files::add);
        } catch (IOException | DirectoryIteratorException e) {
            return Stream.empty(); // folders that cannot be listed are skipped
        }
        return files.stream().sorted();
    }
}
