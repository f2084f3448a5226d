package org.samdeblur.backend.tensorflow.runtime;

import java.util.List;
import java.util.Locale;
import org.samdeblur.api.BackendException;
import org.tensorflow.TensorFlow;

/** Checks for TensorFlow's native library, an artifact for the platform. */
final class NativeLibrary {
    static final String VERSION = "1.1.0";

    private static final List<String> PLATFORMS =
            List.of("linux-x86_64", "linux-arm64", "macosx-arm64", "windows-x86_64");

    private NativeLibrary() {}

    /**
     * Checks that the artifact is on the class path or module path. Without it, TensorFlow's message fills a page.
     *
     * @throws BackendException if it is not found; the message states what to add
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

    /** Returns the Maven dependency on the library. */
    static String snippet(String classifier) {
        return "<dependency><groupId>org.tensorflow</groupId><artifactId>tensorflow-core-native</artifactId><version>"
                + VERSION + "</version><classifier>" + classifier
                + "</classifier><scope>runtime</scope></dependency>";
    }

    /** Returns TensorFlow Java's name of this platform. */
    static String platform() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String system = name.startsWith("win") ? "windows" : name.startsWith("mac") ? "macosx" : "linux";
        String processor = System.getProperty("os.arch");
        String named = processor.equals("amd64") ? "x86_64" : processor.equals("aarch64") ? "arm64" : processor;
        return system + "-" + named;
    }
}
