package org.samdeblur.backend.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import java.util.Set;
import org.samdeblur.api.BackendException;
import org.samdeblur.networks.engine.ProcessEnvironment;

/**
 * ONNX Runtime's native library, loaded once per process on first use. Its environment is never closed, not even while
 * the JVM shuts down, because all sessions of all users of the runtime in this process share it.
 */
final class NativeRuntime {
    static final String NAME = "ONNX Runtime";

    private static final String NO_TELEMETRY = "ORT_DISABLE_TELEMETRY";
    private static final String PLATFORMS = "Linux with glibc on x64 or aarch64, Windows on x64, macOS on aarch64";

    private final OrtEnvironment environment;
    private final Set<OrtProvider> providers;

    private NativeRuntime(OrtEnvironment environment, Set<OrtProvider> providers) {
        this.environment = environment;
        this.providers = Set.copyOf(providers);
    }

    /**
     * Returns the library, loaded on the first call.
     *
     * @throws BackendException if it cannot be loaded; the message states the reason on one line
     */
    static NativeRuntime get() {
        return Loading.OUTCOME.runtimeOrThrow();
    }

    /**
     * The result of loading. A failure is kept, because a class that failed to initialise cannot be initialised again.
     */
    private record Loading(NativeRuntime runtime, Throwable failure) {
        static final Loading OUTCOME = load();

        private static Loading load() {
            try {
                switchTelemetryOff();
                OrtEnvironment environment = environment();
                environment.setTelemetry(false);
                // the runtime's shutdown hook releases one reference, which must not close the environment while
                // sessions run
                RuntimeInternals.retainEnvironment();
                RuntimeInternals.unpackedLibraries().ifPresent(UnpackedLibraries::cleanUp);
                return new Loading(new NativeRuntime(environment, OrtEnvironment.getAvailableProviders()), null);
            } catch (LinkageError | OrtException | RuntimeException e) {
                return new Loading(null, e);
            }
        }

        private static OrtEnvironment environment() {
            return RuntimeInternals.hasEnvironment()
                    ? OrtEnvironment.getEnvironment()
                    : OrtEnvironment.getEnvironment(LogLevel.current(), "samdeblur");
        }

        /**
         * Switches telemetry off. On Windows, it reports to the system only, and {@code setTelemetry} stops it. On
         * other systems, it starts when the library is loaded, and only an environment variable prevents that.
         */
        private static void switchTelemetryOff() {
            if (!isWindows()) {
                ProcessEnvironment.setIfAbsent(NO_TELEMETRY, "1").ifPresent(reason -> {
                    throw new BackendException(NAME
                            + " is not loaded, because it would send telemetry: the environment variable "
                            + NO_TELEMETRY
                            + ", which prevents that, cannot be set from Java (" + reason
                            + "); set it to 1 before the program starts");
                });
            }
        }

        private static boolean isWindows() {
            return System.getProperty("os.name").startsWith("Windows");
        }

        NativeRuntime runtimeOrThrow() {
            if (failure instanceof BackendException) {
                throw new BackendException(failure.getMessage(), failure);
            }
            if (runtime == null) {
                throw new BackendException(
                        NAME + " does not load on " + System.getProperty("os.name") + " "
                                + System.getProperty("os.arch") + ": " + Messages.rootCause(failure)
                                + "; it has builds for " + PLATFORMS,
                        failure);
            }
            return runtime;
        }
    }

    OrtEnvironment environment() {
        return environment;
    }

    /** Returns the execution providers that the library was built with. Their own libraries may be missing. */
    Set<OrtProvider> providers() {
        return providers;
    }

    String version() {
        return environment.getVersion();
    }

    /** Returns the name and version, such as {@code ONNX Runtime 1.29.0}. */
    @Override
    public String toString() {
        return NAME + " " + version();
    }
}
