package org.samdeblur.cli.options;

import org.samdeblur.api.SamDeblur;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How the result is made of the input and the network's output. */
public final class FinishOptions {
    @Option(
            names = "--strength",
            paramLabel = "S",
            converter = OfStrength.class,
            description = "How far to go from the input, 0, to the network's output, 1. Default: 1.")
    private double strength = 1;

    /**
     * Tells whether the result is the network's output, so that nothing of the input is needed.
     *
     * @return true without these options
     */
    public boolean isOutput() {
        return strength == 1;
    }

    /**
     * Sets how the result is made.
     *
     * @param builder what to set it in
     */
    public void applyTo(SamDeblur.Builder builder) {
        builder.strength(strength);
    }

    /** Reads a strength. */
    static final class OfStrength implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            try {
                double strength = Double.parseDouble(text);
                if (strength >= 0 && strength <= 1) {
                    return strength;
                }
            } catch (NumberFormatException e) {
                // told below, as is a number out of range
            }
            throw new TypeConversionException("'" + text + "' is not a number from 0 to 1");
        }
    }
}
