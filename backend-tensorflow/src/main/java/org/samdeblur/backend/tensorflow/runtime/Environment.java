package org.samdeblur.backend.tensorflow.runtime;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;

/** The environment of this process as native libraries see it; Java's own copy of it stays as it was. */
final class Environment {
    private Environment() {}

    /** The C library of all but Windows. */
    private interface Posix extends Library {
        int setenv(String name, String value, int overwrite);
    }

    /** The C library of Windows. */
    private interface Windows extends Library {
        int _putenv_s(String name, String value);
    }

    /** Sets a variable unless the user has. */
    static void setUnlessSet(String name, String value) {
        if (System.getenv(name) != null) {
            return;
        }
        if (Platform.isWindows()) {
            Native.load("ucrtbase", Windows.class)._putenv_s(name, value);
        } else {
            Native.load(Platform.C_LIBRARY_NAME, Posix.class).setenv(name, value, 0);
        }
    }
}
