package org.samdeblur.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The floating-point format that networks are computed in. A network's inputs and outputs are always 32-bit floats.
 * Weights are rounded when the network is loaded.
 *
 * @since 0.1.0
 */
public enum Precision {
    /** 32-bit floats, the default. */
    FLOAT32,
    /** 16-bit floats with the exponents of 32-bit floats and 8 bits of significand. */
    BFLOAT16,
    /** 16-bit floats as in IEEE 754. Large values in a network may overflow. */
    FLOAT16,
    /** The fastest precision that the device supports natively, unless it loses too much quality on the backend. */
    AUTO;

    /**
     * Parses the text form of a precision, ignoring case and surrounding white space.
     *
     * @param text {@code float32}, {@code bfloat16}, {@code float16} or {@code auto}
     * @return the precision
     * @throws IllegalArgumentException if there is no such precision
     */
    public static Precision parse(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(precision -> precision.toString().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not a precision; write "
                        + Arrays.stream(values()).map(Precision::toString).collect(Collectors.joining(", "))));
    }

    /** Returns the form that {@link #parse} reads. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
