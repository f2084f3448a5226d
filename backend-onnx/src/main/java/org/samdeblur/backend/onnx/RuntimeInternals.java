package org.samdeblur.backend.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads private state of ONNX Runtime's Java classes by reflection, as of version 1.29. If another version lacks it,
 * results are empty, and callers do without.
 */
final class RuntimeInternals {
    private static final Logger LOGGER = System.getLogger(RuntimeInternals.class.getPackageName());

    private RuntimeInternals() {}

    private interface Access<T> {
        T get() throws ReflectiveOperationException;
    }

    /** Returns whether the environment exists already in this process. */
    static boolean hasEnvironment() {
        return attempt("whether there is an environment", () -> field(OrtEnvironment.class, "INSTANCE"))
                .isPresent();
    }

    /** Returns the folder that the native libraries were unpacked to. */
    static Optional<Path> unpackedLibraries() {
        return attempt("where its libraries are", () -> field(runtime(), "tempDirectory"))
                .map(Path.class::cast);
    }

    /**
     * Acquires a further reference to the native environment, which counts references, and never releases it. Returns
     * whether this succeeded.
     */
    static boolean retainEnvironment() {
        return attempt("how to keep its environment", () -> {
                    Method create =
                            OrtEnvironment.class.getDeclaredMethod("createHandle", long.class, int.class, String.class);
                    create.setAccessible(true);
                    return create.invoke(null, field(runtime(), "ortApiHandle"), LogLevel.NONE.getValue(), "samdeblur");
                })
                .isPresent();
    }

    private static Class<?> runtime() throws ClassNotFoundException {
        return Class.forName("ai.onnxruntime.OnnxRuntime", true, OrtEnvironment.class.getClassLoader());
    }

    private static Object field(Class<?> owner, String name) throws ReflectiveOperationException {
        Field field = owner.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(null);
    }

    private static <T> Optional<T> attempt(String what, Access<T> access) {
        try {
            return Optional.ofNullable(access.get());
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOGGER.log(Level.DEBUG, "ONNX Runtime does not tell " + what, e);
            return Optional.empty();
        }
    }
}
