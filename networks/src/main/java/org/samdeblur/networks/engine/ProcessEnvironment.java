package org.samdeblur.networks.engine;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * Sets environment variables of this process for native libraries. Java's own copy, {@link System#getenv(String)}, does
 * not change.
 *
 * @since 0.1.0
 */
public final class ProcessEnvironment {
    private static final Logger LOGGER = System.getLogger(ProcessEnvironment.class.getPackageName());

    private ProcessEnvironment() {}

    /**
     * Sets a variable unless the user has set it to any value. A native library that reads the variable when it loads
     * must not be loaded yet.
     *
     * @param name the variable
     * @param value its value
     * @return why the variable could not be set, on one line; empty if it is set
     */
    public static Optional<String> setIfAbsent(String name, String value) {
        if (System.getenv(name) != null) {
            return Optional.empty();
        }
        try {
            int error = set(name, value);
            return error == 0 ? Optional.empty() : Optional.of("the C library reports error " + error);
        } catch (LinkageError e) {
            LOGGER.log(Level.DEBUG, "the environment variable " + name + " cannot be set", e);
            return Optional.of(OneLine.of(OneLine.rootCause(e).toString()));
        }
    }

    private static int set(String name, String value) {
        if (Platform.isWindows()) {
            return NativeLibrary.getInstance("ucrtbase")
                    .getFunction("_putenv_s")
                    .invokeInt(new Object[] {name, value});
        }
        return NativeLibrary.getInstance(Platform.C_LIBRARY_NAME)
                .getFunction("setenv")
                .invokeInt(new Object[] {name, value, 0});
    }
}
