package org.samdeblur.api.text;

import java.util.regex.Pattern;

/**
 * Makes text safe to print that contains names of files, tensors or metadata. Characters that would move the cursor,
 * colour a terminal, forge a log line or change the text direction are replaced by escapes of Java and JSON, such as
 * {@code \u001b}.
 */
public final class Printable {
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private static final Pattern BREAKS = Pattern.compile("\\R|\\t");

    private Printable() {}

    /**
     * Puts a text on one line.
     *
     * @param text any text, or null
     * @return the text without white space at both ends, with one space in place of line breaks and tabs and the white
     *     space around them, and with escapes in place of unprintable characters; null for null
     */
    public static String line(String text) {
        if (text == null) {
            return null;
        }
        StringBuilder line = new StringBuilder(text.length());
        boolean breaks = false;
        for (String part : BREAKS.split(text)) {
            String words = part.strip();
            if (!words.isEmpty()) {
                line.append(breaks ? " " : "").append(escape(words));
                breaks = true;
            }
        }
        return line.toString();
    }

    /**
     * Escapes unprintable characters: control and format characters except line breaks, tabs and the joiners that some
     * scripts need, line and paragraph separators, and halves of surrogate pairs. In a JSON string, the escapes stand
     * for the same characters.
     *
     * @param text any text
     * @return the text with escapes
     */
    public static String escape(String text) {
        if (text.codePoints().noneMatch(Printable::isUnprintable)) {
            return text;
        }
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(character -> {
            if (isUnprintable(character)) {
                for (char unit : Character.toChars(character)) {
                    escaped.append(String.format("\\u%04x", (int) unit));
                }
            } else {
                escaped.appendCodePoint(character);
            }
        });
        return escaped.toString();
    }

    private static boolean isUnprintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL -> character != '\n' && character != '\r' && character != '\t';
            case Character.FORMAT -> character != ZERO_WIDTH_NON_JOINER && character != ZERO_WIDTH_JOINER;
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> true;
            default -> false;
        };
    }
}
