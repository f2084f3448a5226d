package org.samdeblur.backend.djl.runtime;

import java.util.regex.Pattern;
import org.samdeblur.networks.engine.OneLine;

/** Puts what the engine and the linker say on one line, without traces. */
public final class Messages {
    /** The engine's own stack trace. */
    private static final Pattern TRACE =
            Pattern.compile("\\s*(Exception raised from |The following operation failed).*", Pattern.DOTALL);

    private Messages() {}

    /**
     * Words a failure.
     *
     * @param failure the failure
     * @return one line
     */
    public static String of(Throwable failure) {
        String text = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return OneLine.of(TRACE.matcher(text).replaceFirst(""));
    }

    /**
     * Words what a failure comes from.
     *
     * @param failure the failure
     * @return one line
     */
    public static String rootCause(Throwable failure) {
        return of(OneLine.rootCause(failure));
    }
}
