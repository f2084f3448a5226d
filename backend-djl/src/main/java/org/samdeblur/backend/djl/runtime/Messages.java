package org.samdeblur.backend.djl.runtime;

import java.util.regex.Pattern;

/** Puts what the engine and the linker say on one line. */
public final class Messages {
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /** The engine's own stack trace. */
    private static final Pattern TRACE =
            Pattern.compile("\\s*(Exception raised from |The following operation failed).*", Pattern.DOTALL);

    private static final int LONGEST = 400;

    private Messages() {}

    /**
     * Words a failure.
     *
     * @param failure the failure
     * @return one line
     */
    public static String of(Throwable failure) {
        String text = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        String line =
                BLANKS.matcher(TRACE.matcher(text).replaceFirst("").strip()).replaceAll(" ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    /**
     * Words what a failure comes from.
     *
     * @param failure the failure
     * @return one line
     */
    public static String rootCause(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return of(root);
    }
}
