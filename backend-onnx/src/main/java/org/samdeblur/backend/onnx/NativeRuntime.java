package org.samdeblur.backend.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import org.samdeblur.api.BackendException;

/**
 * ONNX Runtime's native library, loaded once per process when it is first asked for. Its environment lives as long as the
 * process and is never closed: every session of every user of the runtime in this process shares it.
 */
final class NativeRuntime {
    static final String NAME = "ONNX Runtime";

    private static final Logger LOGGER = System.getLogger(NativeRuntime.class.getPackageName());
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
                OrtEnvironment environment = OrtEnvironment.getEnvironment(logLevel(), "samdeblur");
                environment.setTelemetry(false);
                return new Loading(new NativeRuntime(environment, OrtEnvironment.getAvailableProviders()), null);
            } catch (LinkageError | OrtException | RuntimeException e) {
                return new Loading(null, e);
            }
        }

        NativeRuntime runtimeOrThrow() {
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

    /** Whatever the runtime logs as an error it throws as well. */
    private static OrtLoggingLevel logLevel() {
        return LOGGER.isLoggable(Level.DEBUG)
                ? OrtLoggingLevel.ORT_LOGGING_LEVEL_INFO
                : OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL;
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
