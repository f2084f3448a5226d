package org.samdeblur.backend.tensorflow.runtime;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The environment of this process as native libraries see it; Java's own copy of it stays as it was. */
final class Environment {
    private static final Logger LOGGER = System.getLogger("org.samdeblur.backend.tensorflow");

    private Environment() {}

    /** The C library of all but Windows. */
    private interface Posix extends Library {
        int setenv(String name, String value, int overwrite);
    }

    /** The C library of Windows. */
    private interface Windows extends Library {
        int _putenv_s(String name, String value);
    }

    /** Sets a variable unless the user has, if the C library can be reached: all that is set here can be done without. */
    static void setUnlessSet(String name, String value) {
        if (System.getenv(name) != null) {
            return;
        }
        try {
            set(name, value);
        } catch (LinkageError e) {
            LOGGER.log(Level.DEBUG, name + " cannot be set", e);
        }
    }

    private static void set(String name, String value) {
        if (Platform.isWindows()) {
            Native.load("ucrtbase", Windows.class)._putenv_s(name, value);
        } else {
            Native.load(Platform.C_LIBRARY_NAME, Posix.class).setenv(name, value, 0);
        }
    }
}
