package org.samdeblur.networks.engine;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * The environment variables of this process as native libraries see them. Java's own copy of them, {@link System#getenv(String)},
 * stays as it was.
 */
public final class ProcessEnvironment {
    private static final Logger LOGGER = System.getLogger(ProcessEnvironment.class.getPackageName());

    private ProcessEnvironment() {}

    /**
     * Sets a variable unless the user has set it, to any value. A native library that reads the variable when it loads must not be
     * loaded yet.
     *
     * @param name the variable
     * @param value its value
     * @return whether the variable is set now; {@code false} if the C library cannot be reached
     */
    public static boolean setIfAbsent(String name, String value) {
        if (System.getenv(name) != null) {
            return true;
        }
        try {
            return set(name, value) == 0;
        } catch (LinkageError e) {
            LOGGER.log(Level.DEBUG, "the environment variable " + name + " cannot be set", e);
            return false;
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
