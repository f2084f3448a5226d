package org.samdeblur.backend.tensorflow.runtime;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.samdeblur.api.BackendException;
import org.tensorflow.TensorFlow;

/**
 * TensorFlow's library, loaded once per process when it is first asked for. It writes about itself on standard error unless the
 * variable {@code TF_CPP_MIN_LOG_LEVEL} says otherwise, which is therefore set to errors only, unless it is set already or the
 * logger {@code org.samdeblur.backend.tensorflow} is at {@code DEBUG}.
 */
public final class TensorFlowRuntime {
    private static final Logger LOGGER = System.getLogger("org.samdeblur.backend.tensorflow");
    private static final String LOG_LEVEL = "TF_CPP_MIN_LOG_LEVEL";
    private static final String ERRORS_ONLY = "2";

    private final String version;

    private TensorFlowRuntime(String version) {
        this.version = version;
    }

    /**
     * Loads the library, or returns the one loaded before.
     *
     * @return the library
     * @throws BackendException if it is not there or cannot be loaded; says why, and what to add, on one line
     */
    public static TensorFlowRuntime get() {
        return Loading.OUTCOME.runtimeOrThrow();
    }

    /** What came of loading; a failure is kept as well, since a class that failed to initialise cannot be tried again. */
    private record Loading(TensorFlowRuntime runtime, BackendException failure) {
        static final Loading OUTCOME = load();

        private static Loading load() {
            try {
                NativeLibrary.requirePresent();
                beQuiet();
                return new Loading(new TensorFlowRuntime(TensorFlow.version()), null);
            } catch (BackendException e) {
                return new Loading(null, e);
            } catch (LinkageError | RuntimeException e) {
                String message = "TensorFlow does not load on " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch") + ": " + Messages.rootCause(e);
                return new Loading(null, new BackendException(message, e));
            }
        }

        TensorFlowRuntime runtimeOrThrow() {
            if (runtime == null) {
                throw new BackendException(failure.getMessage(), failure);
            }
            return runtime;
        }
    }

    /** The C library of all but Windows. */
    private interface Posix extends Library {
        int setenv(String name, String value, int overwrite);
    }

    /** The C library of Windows. */
    private interface Windows extends Library {
        int _putenv_s(String name, String value);
    }

    private static void beQuiet() {
        if (System.getenv(LOG_LEVEL) != null || LOGGER.isLoggable(Level.DEBUG)) {
            return;
        }
        try {
            if (Platform.isWindows()) {
                Native.load("ucrtbase", Windows.class)._putenv_s(LOG_LEVEL, ERRORS_ONLY);
            } else {
                Native.load(Platform.C_LIBRARY_NAME, Posix.class).setenv(LOG_LEVEL, ERRORS_ONLY, 0);
            }
        } catch (LinkageError e) {
            LOGGER.log(Level.DEBUG, "TensorFlow cannot be told to be quiet", e);
        }
    }

    /** Returns name and version, as in {@code TensorFlow 2.18.0}. */
    @Override
    public String toString() {
        return "TensorFlow " + version;
    }
}
