package org.samdeblur.backend.tensorflow.runtime;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.samdeblur.networks.engine.ProcessEnvironment;

/**
 * Suppresses TensorFlow's messages on standard error. An environment variable, which is read when the library is
 * loaded, limits most of them. Two lines are written anyway in the first run of a process. That run is therefore made
 * here, with standard error redirected to a file; everything in the file except the two lines is then written to
 * standard error.
 */
final class StartupMessages {
    private static final Logger LOGGER = System.getLogger("org.samdeblur.backend.tensorflow");
    private static final String LOG_LEVEL = "TF_CPP_MIN_LOG_LEVEL";
    private static final String WARNINGS_TOO = "1";
    private static final String ERRORS_ONLY = "2";
    private static final Pattern FIRST_WORDS = Pattern.compile(
            "(WARNING: All log messages before absl::InitializeLog|I0000 .*mlir_graph_optimization_pass).*\\R?");

    private static final int STANDARD_ERROR = 2;
    private static final int WRITE_ONLY = 1;

    private final boolean unwanted = isUnwanted(System.getenv(LOG_LEVEL));

    /** Functions of the C library, except on Windows. */
    private interface Posix extends Library {
        int open(String path, int flags);

        int dup(int descriptor);

        int dup2(int descriptor, int other);

        int close(int descriptor);
    }

    /**
     * Returns whether to suppress messages. If the user has set the variable, it decides: 2 or more means errors only.
     */
    private static boolean isUnwanted(String level) {
        return level == null ? !LOGGER.isLoggable(Level.TRACE) : level.compareTo(ERRORS_ONLY) >= 0;
    }

    void limitBeforeLoading() {
        if (unwanted) {
            ProcessEnvironment.setIfAbsent(LOG_LEVEL, LOGGER.isLoggable(Level.DEBUG) ? WARNINGS_TOO : ERRORS_ONLY);
        }
    }

    /** Makes the first run without its messages. */
    void during(Runnable firstRun) {
        if (!unwanted || Platform.isWindows()) {
            firstRun.run();
            return;
        }
        try {
            Path said = Files.createTempFile("samdeblur", ".log");
            try {
                ledInto(said, firstRun);
                String other = FIRST_WORDS
                        .matcher(Files.readString(said, StandardCharsets.ISO_8859_1))
                        .replaceAll("");
                System.err.print(other);
            } finally {
                Files.deleteIfExists(said);
            }
        } catch (IOException | LinkageError e) {
            LOGGER.log(Level.DEBUG, "TensorFlow's startup messages cannot be suppressed", e);
        }
    }

    private static void ledInto(Path file, Runnable firstRun) {
        Posix posix = Native.load(Platform.C_LIBRARY_NAME, Posix.class);
        System.err.flush();
        int before = posix.dup(STANDARD_ERROR);
        int descriptor = posix.open(file.toString(), WRITE_ONLY);
        if (before < 0 || descriptor < 0) {
            firstRun.run();
            return;
        }
        posix.dup2(descriptor, STANDARD_ERROR);
        try {
            firstRun.run();
        } finally {
            posix.dup2(before, STANDARD_ERROR);
            posix.close(descriptor);
            posix.close(before);
        }
    }
}
