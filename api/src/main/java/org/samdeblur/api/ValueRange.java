package org.samdeblur.api;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values that a network uses for black and white. This library uses 0 and 1; other networks may use [0, 255] or
 * [−1, 1].
 *
 * @param black the value for black, finite
 * @param white the value for white, finite and different from that for black
 * @since 0.1.0
 */
public record ValueRange(float black, float white) implements Serializable {
    private static final long serialVersionUID = 1;

    /** From 0 to 1, as in this library. */
    public static final ValueRange UNIT = new ValueRange(0, 1);

    private static final String NUMBER = "([+-]?\\d{1,39}(?:\\.\\d{1,60})?)";
    private static final Pattern TWO_NUMBERS =
            Pattern.compile("\\s*" + NUMBER + "(?:\\s*\\.\\.\\s*|\\s+)" + NUMBER + "\\s*");

    /**
     * Checks the values.
     *
     * @param black the value for black, finite
     * @param white the value for white, finite and different from that for black
     * @throws IllegalArgumentException if a value is not finite, or both are equal
     */
    public ValueRange {
        if (!Float.isFinite(black) || !Float.isFinite(white) || black == white) {
            throw new IllegalArgumentException(
                    "a range of values takes two different finite numbers, not " + black + " and " + white);
        }
    }

    /**
     * Parses the text form of a range.
     *
     * @param text two numbers, such as {@code 0..255}, {@code -1..1} or {@code 0 255}
     * @return the range
     * @throws IllegalArgumentException if the text has another form, or both numbers are equal
     */
    public static ValueRange parse(String text) {
        Matcher numbers = TWO_NUMBERS.matcher(text);
        if (!numbers.matches()) {
            throw new IllegalArgumentException("'" + text
                    + "' is not a value range; write the values for black and white, such as 0..255 or -1..1");
        }
        return new ValueRange(Float.parseFloat(numbers.group(1)), Float.parseFloat(numbers.group(2)));
    }

    /**
     * Converts a value from this library's range to the network's.
     *
     * @param value a value, 0 for black and 1 for white
     * @return the value in this range
     */
    public float given(float value) {
        return black + value * (white - black);
    }

    /**
     * Converts a value from the network's range to this library's.
     *
     * @param value a value in this range
     * @return the value, 0 for black and 1 for white
     */
    public float restored(float value) {
        return (value - black) / (white - black);
    }

    /** Returns the range in the form that {@link #parse} reads, such as {@code 0..255}. */
    @Override
    public String toString() {
        return text(black) + ".." + text(white);
    }

    private static String text(float value) {
        BigDecimal exact = new BigDecimal(Float.toString(value));
        return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
    }
}
