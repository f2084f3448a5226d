package org.samdeblur.backend.tensorflow.runtime;

import java.util.List;
import java.util.Locale;
import org.samdeblur.api.BackendException;
import org.tensorflow.TensorFlow;

/** Where TensorFlow's native library comes from: an artifact for the machine. */
final class NativeLibrary {
    static final String VERSION = "1.1.0";

    private static final List<String> PLATFORMS =
            List.of("linux-x86_64", "linux-arm64", "macosx-arm64", "windows-x86_64");

    private NativeLibrary() {}

    /**
     * Looks for the artifact, wherever it may be, before TensorFlow does so with a page of exceptions.
     *
     * @throws BackendException if it is on no path; says what to add
     */
    static void requirePresent() {
        String folder = "org/tensorflow/internal/c_api/" + platform() + "/";
        boolean present = false;
        for (String name : new String[] {"libjnitensorflow.so", "libjnitensorflow.dylib", "jnitensorflow.dll"}) {
            present |= TensorFlow.class.getClassLoader().getResource(folder + name) != null
                    || ClassLoader.getSystemResource(folder + name) != null;
        }
        if (!present && !PLATFORMS.contains(platform())) {
            throw new BackendException("TensorFlow Java " + VERSION + " has no native library for " + platform()
                    + ", only for " + PLATFORMS + "; choose another backend");
        }
        if (!present && System.getProperty("org.bytedeco.javacpp.platform.preloadpath") == null) {
            throw new BackendException(
                    "TensorFlow's native library for this machine is on no path; add " + snippet(platform()));
        }
    }

    /** Writes out the dependency that brings the library. */
    static String snippet(String classifier) {
        return "<dependency><groupId>org.tensorflow</groupId><artifactId>tensorflow-core-native</artifactId><version>"
                + VERSION + "</version><classifier>" + classifier
                + "</classifier><scope>runtime</scope></dependency>";
    }

    /** Names this machine as TensorFlow Java does. */
    static String platform() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String system = name.startsWith("win") ? "windows" : name.startsWith("mac") ? "macosx" : "linux";
        String processor = System.getProperty("os.arch");
        String named = processor.equals("amd64") ? "x86_64" : processor.equals("aarch64") ? "arm64" : processor;
        return system + "-" + named;
    }
}
