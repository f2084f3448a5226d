package org.samdeblur.cli.options;

import java.util.Optional;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.ValueRange;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Properties of a network that its file does not state. */
public final class StatedOptions {
    @Option(
            names = "--size-multiple",
            paramLabel = "N",
            converter = PositiveNumber.class,
            description = "Pad images to heights and widths that are multiples of N. Default: what the network needs,"
                    + " determined when it is loaded.")
    private Optional<Integer> sizeMultiple = Optional.empty();

    @Option(
            names = "--value-range",
            paramLabel = "BLACK..WHITE",
            converter = OfValueRange.class,
            description = "The network's values for black and white, such as 0..255 or -1..1. Default: what its file"
                    + " says, else 0..1.")
    private Optional<ValueRange> valueRange = Optional.empty();

    @Option(
            names = "--network-output",
            paramLabel = "NAME",
            description = "The output that is the image, if an ONNX network has several. Default: the only one with"
                    + " three channels and the size of the image.")
    private Optional<String> output = Optional.empty();

    @Option(
            names = "--weights",
            paramLabel = "KEY",
            description = "Use the weights under this key of a checkpoint, such as params. Default: the moving"
                    + " average (params_ema) if there is one.")
    private Optional<String> weights = Optional.empty();

    @Option(
            names = "--stages",
            paramLabel = "N",
            converter = PositiveNumber.class,
            description = "Stop after stage N of a network whose stages each output an image, such as MAXIM: faster,"
                    + " less sharp. Default: all stages.")
    private Optional<Integer> stages = Optional.empty();

    /**
     * Adds the stated properties to options.
     *
     * @param options the options to add to
     * @return the options with the stated properties
     */
    public DeblurModelOptions applyTo(DeblurModelOptions options) {
        DeblurModelOptions stated = options;
        if (sizeMultiple.isPresent()) {
            stated = stated.withSizeMultiple(sizeMultiple.get());
        }
        if (valueRange.isPresent()) {
            stated = stated.withValueRange(valueRange.get());
        }
        if (output.isPresent()) {
            stated = stated.withOutput(output.get());
        }
        if (stages.isPresent()) {
            stated = stated.withStages(stages.get());
        }
        return weights.isPresent() ? stated.withWeights(weights.get()) : stated;
    }

    /** Reads a range of values. */
    static final class OfValueRange implements ITypeConverter<ValueRange> {
        @Override
        public ValueRange convert(String text) {
            try {
                return ValueRange.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
