package org.samdeblur.networks.engine;

import java.util.regex.Pattern;

/**
 * Puts what runtimes and linkers say, at times a page of it, on one line.
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
     * @return the text with single blanks between its words, broken off after 600 characters
     */
    public static String of(String text) {
        String line = BLANKS.matcher(text.strip()).replaceAll(" ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    /**
     * Words a failure.
     *
     * @param failure the failure
     * @return its message on one line, or its kind if it has none
     */
    public static String of(Throwable failure) {
        return of(failure.getMessage() == null ? failure.toString() : failure.getMessage());
    }

    /**
     * Returns what a failure comes from.
     *
     * @param failure the failure
     * @return the innermost cause, the failure itself if it has none
     */
    public static Throwable rootCause(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
