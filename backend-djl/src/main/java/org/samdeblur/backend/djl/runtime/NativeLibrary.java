package org.samdeblur.backend.djl.runtime;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.samdeblur.api.BackendException;

/**
 * Where PyTorch's native library comes from: an artifact on the class path, or a folder that the user names. DJL would
 * fetch it from the network where there is neither; so it is looked for before DJL is asked.
 */
final class NativeLibrary {
    static final String VERSION = "2.7.1";

    private static final String MARK = "native/lib/pytorch.properties";
    private static final String FOLDER = "PYTORCH_LIBRARY_PATH";

    private NativeLibrary() {}

    /**
     * Finds the class loader that sees the artifact. The thread's own need not: on the module path it may be any.
     *
     * @throws BackendException if the artifact is on no path and no folder is named; says what to add
     */
    static ClassLoader loader() {
        List<ClassLoader> loaders = Stream.of(
                        Thread.currentThread().getContextClassLoader(),
                        NativeLibrary.class.getClassLoader(),
                        ClassLoader.getSystemClassLoader())
                .filter(Objects::nonNull)
                .toList();
        Optional<ClassLoader> seeing = loaders.stream()
                .filter(loader -> loader.getResource(MARK) != null)
                .findFirst();
        if (seeing.isPresent()) {
            return seeing.get();
        }
        if (folder().isPresent()) {
            return loaders.get(0);
        }
        throw new BackendException(
                "PyTorch's native library is not on the class path; add " + snippet("pytorch-native-cpu")
                        + " (it belongs on the class path even where everything else is on the module path)");
    }

    private static Optional<String> folder() {
        return Optional.ofNullable(System.getProperty(FOLDER))
                .or(() -> Optional.ofNullable(System.getenv(FOLDER)))
                .filter(path -> !path.isBlank());
    }

    /** Writes out the dependency that brings an artifact for this machine. */
    static String snippet(String artifact) {
        return "<dependency><groupId>ai.djl.pytorch</groupId><artifactId>" + artifact + "</artifactId><version>"
                + VERSION + "</version><classifier>" + classifier()
                + "</classifier><scope>runtime</scope></dependency>";
    }

    private static String classifier() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String system = name.startsWith("win") ? "win" : name.startsWith("mac") ? "osx" : "linux";
        String processor = System.getProperty("os.arch");
        return system + "-" + (processor.equals("amd64") ? "x86_64" : processor);
    }
}
