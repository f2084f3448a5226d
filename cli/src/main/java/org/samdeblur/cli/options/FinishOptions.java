package org.samdeblur.cli.options;

import java.util.Optional;
import org.samdeblur.api.Guard;
import org.samdeblur.api.SamDeblur;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How input and network output are combined to the result. */
public final class FinishOptions {
    @Option(
            names = "--strength",
            paramLabel = "S",
            converter = OfStrength.class,
            description = "How far the result goes from the input, 0, to the output of the network, 1. Default: 1.")
    private Optional<Double> strength = Optional.empty();

    @Option(
            names = "--guard",
            paramLabel = "HOW",
            converter = Choice.OfGuard.class,
            description = "What to do where the network has collapsed, so that its output does not fit the input: off"
                    + " (do not check), report, or fade (back to the input). Default: report.")
    private Optional<Guard> guard = Optional.empty();

    /**
     * Returns whether one of these options is given. They need an image.
     *
     * @return false without these options
     */
    public boolean isGiven() {
        return strength.isPresent() || guard.isPresent();
    }

    /**
     * Sets strength and guard.
     *
     * @param builder the builder to set them in
     */
    public void applyTo(SamDeblur.Builder builder) {
        strength.ifPresent(builder::strength);
        guard.ifPresent(builder::guard);
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
