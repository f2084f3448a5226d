package org.samdeblur.backend.djl.runtime;

import java.util.regex.Pattern;
import org.samdeblur.networks.engine.OneLine;

/** Shortens messages of the engine and the linker to one line without stack traces. */
public final class Messages {
    /** The engine's stack trace. */
    private static final Pattern TRACE =
            Pattern.compile("\\s*(Exception raised from |The following operation failed).*", Pattern.DOTALL);

    private Messages() {}

    /**
     * Describes a failure.
     *
     * @param failure the failure
     * @return one line
     */
    public static String of(Throwable failure) {
        String text = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return OneLine.of(TRACE.matcher(text).replaceFirst(""));
    }

    /**
     * Describes the root cause of a failure.
     *
     * @param failure the failure
     * @return one line
     */
    public static String rootCause(Throwable failure) {
        return of(OneLine.rootCause(failure));
    }
}
