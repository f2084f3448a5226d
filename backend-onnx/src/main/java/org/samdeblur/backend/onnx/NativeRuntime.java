package org.samdeblur.backend.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import java.util.Set;
import org.samdeblur.api.BackendException;
import org.samdeblur.networks.engine.ProcessEnvironment;

/**
 * ONNX Runtime's native library, loaded once per process when it is first asked for. Its environment lives as long as the
 * process and is never closed, not even while the JVM shuts down: every session of every user of the runtime in this process
 * shares it.
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
     * Loads the library, or returns the one loaded before.
     *
     * @throws BackendException if it cannot be loaded here; says why on one line
     */
    static NativeRuntime get() {
        return Loading.OUTCOME.runtimeOrThrow();
    }

    /** What came of loading; a failure is kept as well, since a class that failed to initialise cannot be tried again. */
    private record Loading(NativeRuntime runtime, Throwable failure) {
        static final Loading OUTCOME = load();

        private static Loading load() {
            try {
                switchTelemetryOff();
                OrtEnvironment environment = environment();
                environment.setTelemetry(false);
                // the runtime's own shutdown hook gives up one reference, and must not end work under way with it
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
         * Keeps the runtime from reporting its use. But on Windows, where it reports to the system alone and a call stops it, the
         * reporter starts with the library, and only a variable of the environment keeps it from starting.
         */
        private static void switchTelemetryOff() {
            if (!isWindows()) {
                ProcessEnvironment.setIfAbsent(NO_TELEMETRY, "1").ifPresent(reason -> {
                    throw new BackendException(NAME
                            + " is not loaded: it would report its use to its makers, and the environment"
                            + " variable " + NO_TELEMETRY + " that stops it cannot be set from Java here (" + reason
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

    /** Returns the execution providers the library was built with; their own libraries may still be missing. */
    Set<OrtProvider> providers() {
        return providers;
    }

    String version() {
        return environment.getVersion();
    }

    /** Returns name and version, as in {@code ONNX Runtime 1.29.0}. */
    @Override
    public String toString() {
        return NAME + " " + version();
    }
}
