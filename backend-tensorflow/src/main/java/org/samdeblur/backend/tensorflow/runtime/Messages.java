package org.samdeblur.backend.tensorflow.runtime;

import java.util.regex.Pattern;

/** Puts what TensorFlow and the linker say on one line. */
public final class Messages {
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final int LONGEST = 400;

    private Messages() {}

    /**
     * Words a failure.
     *
     * @param failure the failure
     * @return one line
     */
    public static String of(Throwable failure) {
        return line(failure.getMessage() == null ? failure.toString() : failure.getMessage());
    }

    /**
     * Puts a text on one line of sensible length.
     *
     * @param text any text
     * @return one line
     */
    public static String line(String text) {
        String line = BLANKS.matcher(text.strip()).replaceAll(" ");
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
