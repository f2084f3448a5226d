package org.samdeblur.backend.tensorflow.savedmodel;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.samdeblur.api.InvalidModelException;

/**
 * The values a network has for black and white, where this project has 0 and 1.
 *
 * @param black the value for black
 * @param white the value for white
 */
record ValueRange(float black, float white) {
    private static final String PROPERTY = "samdeblur.range";
    private static final String NUMBER = "([+-]?\\d{1,6}(?:\\.\\d{1,9})?)";
    private static final Pattern TWO_NUMBERS = Pattern.compile("\\s*" + NUMBER + "\\s+" + NUMBER + "\\s*");

    static final ValueRange UNIT = new ValueRange(0, 1);

    /** Reads what a folder's properties say; without a word it is {@link #UNIT}. */
    static ValueRange of(Map<String, String> properties) {
        String text = properties.get(PROPERTY);
        if (text == null) {
            return UNIT;
        }
        Matcher numbers = TWO_NUMBERS.matcher(text);
        if (!numbers.matches() || Float.parseFloat(numbers.group(1)) == Float.parseFloat(numbers.group(2))) {
            throw new InvalidModelException("its property " + PROPERTY + " is '" + text
                    + "', not the two values for black and white, such as '0 255'");
        }
        return new ValueRange(Float.parseFloat(numbers.group(1)), Float.parseFloat(numbers.group(2)));
    }

    /** Turns a value of ours into the network's. */
    float given(float value) {
        return black + value * (white - black);
    }

    /** Turns a value of the network's into ours. */
    float restored(float value) {
        return (value - black) / (white - black);
    }
}
