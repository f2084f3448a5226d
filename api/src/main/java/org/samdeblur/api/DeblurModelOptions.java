package org.samdeblur.api;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a deblurring network is to be loaded. What is stated here overrules what the network's file says of itself, and what is
 * found out by looking at the network.
 *
 * @param pooling how global average pools are computed
 * @param graphForm whether the network is rewritten to run faster
 * @param sizeMultiple what heights and widths are multiples of, 1 or more; empty to find it out
 * @param valueRange the values for black and white; empty for what the file says, else 0 and 1
 * @param output the name of the output that is the image, in a network of several; empty to find it out
 * @param weights the key under which the weights lie in a checkpoint that holds several sets of them, such as {@code params}
 *     beside {@code params_ema}; empty for the usual one, averaged weights before those they are the average of
 * @param stages the stage to stop after, 1 or more, in a network of several stages that each end in an image; empty for all
 */
public record DeblurModelOptions(
        Pooling pooling,
        GraphForm graphForm,
        OptionalInt sizeMultiple,
        Optional<ValueRange> valueRange,
        Optional<String> output,
        Optional<String> weights,
        OptionalInt stages)
        implements Serializable {
    /** The defaults: global pools, rewritten, nothing stated. */
    public static final DeblurModelOptions DEFAULT = new DeblurModelOptions(Pooling.GLOBAL, GraphForm.REWRITTEN);

    /**
     * Checks the values.
     *
     * @param pooling how global average pools are computed
     * @param graphForm whether the network is rewritten to run faster
     * @param sizeMultiple what heights and widths are multiples of, 1 or more; empty to find it out
     * @param valueRange the values for black and white; empty for what the file says, else 0 and 1
     * @param output the name of the output that is the image, in a network of several; empty to find it out
     * @param weights the key under which the weights lie in a checkpoint that holds several sets of them, such as {@code params}
     *     beside {@code params_ema}; empty for the usual one, averaged weights before those they are the average of
     * @param stages the stage to stop after, 1 or more, in a network of several stages that each end in an image; empty for all
     * @throws IllegalArgumentException if the size multiple or the stages are less than 1
     */
    public DeblurModelOptions {
        Objects.requireNonNull(pooling, "pooling");
        Objects.requireNonNull(graphForm, "graphForm");
        Objects.requireNonNull(valueRange, "valueRange");
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(weights, "weights");
        if (sizeMultiple.orElse(1) < 1) {
            throw new IllegalArgumentException("sizes cannot be multiples of " + sizeMultiple.getAsInt());
        }
        if (stages.orElse(1) < 1) {
            throw new IllegalArgumentException("a network has 1 stage or more, not " + stages.getAsInt());
        }
    }

    /**
     * Makes options that state nothing of the network.
     *
     * @param pooling how global average pools are computed
     * @param graphForm whether the network is rewritten to run faster
     */
    public DeblurModelOptions(Pooling pooling, GraphForm graphForm) {
        this(
                pooling,
                graphForm,
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty());
    }

    /**
     * States what heights and widths are multiples of.
     *
     * @param multiple 1 or more
     * @return the options with it
     * @throws IllegalArgumentException if it is less than 1
     */
    public DeblurModelOptions withSizeMultiple(int multiple) {
        return new DeblurModelOptions(
                pooling, graphForm, OptionalInt.of(multiple), valueRange, output, weights, stages);
    }

    /**
     * States the values that the network has for black and white.
     *
     * @param range such as 0 and 255
     * @return the options with it
     */
    public DeblurModelOptions withValueRange(ValueRange range) {
        return new DeblurModelOptions(pooling, graphForm, sizeMultiple, Optional.of(range), output, weights, stages);
    }

    /**
     * Names the output that is the image, in an ONNX network of several.
     *
     * @param name the output's name in the file
     * @return the options with it
     */
    public DeblurModelOptions withOutput(String name) {
        return new DeblurModelOptions(pooling, graphForm, sizeMultiple, valueRange, Optional.of(name), weights, stages);
    }

    /**
     * Names the weights to take from a checkpoint that holds several sets of them.
     *
     * @param key the key under which they lie, such as {@code params}; of nested keys the last, or all of them joined by dots
     * @return the options with it
     */
    public DeblurModelOptions withWeights(String key) {
        return new DeblurModelOptions(pooling, graphForm, sizeMultiple, valueRange, output, Optional.of(key), stages);
    }

    /**
     * Stops after one of several stages, each of which ends in an image: in a fraction of the time, the image is not as sharp.
     *
     * @param number the stage, 1 for the first
     * @return the options with it
     * @throws IllegalArgumentException if it is less than 1
     */
    public DeblurModelOptions withStages(int number) {
        return new DeblurModelOptions(
                pooling, graphForm, sizeMultiple, valueRange, output, weights, OptionalInt.of(number));
    }

    private Object writeReplace() {
        return new Serialized(
                pooling,
                graphForm,
                sizeMultiple.isPresent() ? sizeMultiple.getAsInt() : null,
                valueRange.orElse(null),
                output.orElse(null),
                weights.orElse(null),
                stages.isPresent() ? stages.getAsInt() : null);
    }

    /** The same with null for what is empty, as {@code Optional} cannot be serialized. */
    private record Serialized(
            Pooling pooling,
            GraphForm graphForm,
            Integer sizeMultiple,
            ValueRange valueRange,
            String output,
            String weights,
            Integer stages)
            implements Serializable {
        private static final long serialVersionUID = 1;

        private Object readResolve() {
            return new DeblurModelOptions(
                    pooling,
                    graphForm,
                    sizeMultiple == null ? OptionalInt.empty() : OptionalInt.of(sizeMultiple),
                    Optional.ofNullable(valueRange),
                    Optional.ofNullable(output),
                    Optional.ofNullable(weights),
                    stages == null ? OptionalInt.empty() : OptionalInt.of(stages));
        }
    }

    /** How a network's global average pools are computed. */
    public enum Pooling {
        /** Over the whole feature map, as trained. */
        GLOBAL,
        /**
         * Over a window of 1.5 times the training patch (TLC, the test-time local converter). The paper uses it on GoPro
         * only: it is known to cause coloured mosaics on photographs unlike the training data.
         */
        LOCAL
    }

    /** The form in which a network runs. */
    public enum GraphForm {
        /** Rewritten to run faster, the same up to rounding. */
        REWRITTEN,
        /** As published, operator by operator. */
        PLAIN
    }
}
