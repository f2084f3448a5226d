package org.samdeblur.backend.djl.runtime;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.samdeblur.api.BackendException;

/**
 * Finds PyTorch's native library: an artifact on the class path, or a folder that the user names. Without either, DJL
 * would download it, so this class checks before DJL is called.
 */
final class NativeLibrary {
    static final String VERSION = "2.7.1";

    private static final String MARK = "native/lib/pytorch.properties";
    private static final String FOLDER = "PYTORCH_LIBRARY_PATH";

    private NativeLibrary() {}

    /**
     * Finds a class loader that finds the artifact. The thread's context class loader may not, in particular on the
     * module path.
     *
     * @throws BackendException if the artifact is not found and no folder is named; the message states what to add
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
                        + " (it must be on the class path even if everything else is on the module path)");
    }

    private static Optional<String> folder() {
        return Optional.ofNullable(System.getProperty(FOLDER))
                .or(() -> Optional.ofNullable(System.getenv(FOLDER)))
                .filter(path -> !path.isBlank());
    }

    /** Returns the Maven dependency on an artifact for this platform. */
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
