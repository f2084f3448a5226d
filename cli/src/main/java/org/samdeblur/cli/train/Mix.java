package org.samdeblur.cli.train;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How much is taken of each kind of training images.
 *
 * @param weights numbers above 0 by kind
 */
record Mix(Map<Kind, Double> weights) {
    /** All kinds alike. */
    static final Mix EVEN = new Mix(Map.of());

    /** A kind of training images, by the name of its option. */
    enum Kind {
        /** Pairs. */
        DATA,
        /** Frames of a fast camera. */
        FRAMES,
        /** Sharp images. */
        SHARP;

        String option() {
            return "--" + word();
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    double weight(Kind kind) {
        return weights.getOrDefault(kind, 1.0);
    }

    /** Reads {@code frames=60,sharp=40}. */
    static final class OfText implements ITypeConverter<Mix> {
        @Override
        public Mix convert(String text) {
            Map<Kind, Double> weights = new LinkedHashMap<>();
            for (String part : text.split(",", -1)) {
                String[] sides = part.strip().split("\\s*=\\s*", -1);
                if (sides.length != 2 || weights.put(kind(sides[0]), weight(sides[1])) != null) {
                    throw new TypeConversionException(
                            "'" + text + "' is not like frames=60,sharp=40, each kind of images once");
                }
            }
            return new Mix(weights);
        }

        private static Kind kind(String word) {
            for (Kind kind : Kind.values()) {
                if (kind.word().equals(word)) {
                    return kind;
                }
            }
            throw new TypeConversionException("'" + word + "' is not data, frames or sharp");
        }

        private static double weight(String number) {
            try {
                double weight = Double.parseDouble(number);
                if (weight > 0 && weight < Double.POSITIVE_INFINITY) {
                    return weight;
                }
            } catch (NumberFormatException e) {
                // told below, as is a number out of range
            }
            throw new TypeConversionException("'" + number + "' is not a number above 0");
        }
    }
}
