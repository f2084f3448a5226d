package org.samdeblur.networks.engine;

import java.util.regex.Pattern;

/**
 * Shortens messages of runtimes and linkers, some of which fill a page, to one line.
 *
 * @since 0.1.0
 */
public final class OneLine {
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final int LONGEST = 600;

    private OneLine() {}

    /**
     * Puts a text on one line.
     *
     * @param text any text
     * @return the text with single spaces between its words, truncated after 600 characters
     */
    public static String of(String text) {
        String line = BLANKS.matcher(text.strip()).replaceAll(" ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    /**
     * Describes a failure.
     *
     * @param failure the failure
     * @return its message on one line, or its class if it has none
     */
    public static String of(Throwable failure) {
        return of(failure.getMessage() == null ? failure.toString() : failure.getMessage());
    }

    /**
     * Returns the root cause of a failure.
     *
     * @param failure the failure
     * @return the innermost cause; the failure itself if it has no cause
     */
    public static Throwable rootCause(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
