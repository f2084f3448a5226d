package org.samdeblur.api;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * How a deblurring network is loaded. Options that are set override the values stated in the network's file and those
 * found by inspecting the network. Immutable.
 *
 * <pre>{@code
 * DeblurModelOptions options = DeblurModelOptions.DEFAULT.withPooling(Pooling.LOCAL).withSizeMultiple(16);
 * }</pre>
 *
 * @since 0.1.0
 */
public final class DeblurModelOptions implements Serializable {
    private static final long serialVersionUID = 1;

    /** The defaults: the network is rewritten, no other option is set. */
    public static final DeblurModelOptions DEFAULT = new DeblurModelOptions(new Draft());

    private final transient Optional<Pooling> pooling;
    private final GraphForm graphForm;
    private final transient OptionalInt sizeMultiple;
    private final transient Optional<ValueRange> valueRange;
    private final transient Optional<String> output;
    private final transient Optional<String> weights;
    private final transient OptionalInt stages;

    private DeblurModelOptions(Draft draft) {
        pooling = draft.pooling;
        graphForm = draft.graphForm;
        sizeMultiple = draft.sizeMultiple;
        valueRange = draft.valueRange;
        output = draft.output;
        weights = draft.weights;
        stages = draft.stages;
    }

    private DeblurModelOptions with(Consumer<Draft> change) {
        Draft draft = new Draft();
        draft.pooling = pooling;
        draft.graphForm = graphForm;
        draft.sizeMultiple = sizeMultiple;
        draft.valueRange = valueRange;
        draft.output = output;
        draft.weights = weights;
        draft.stages = stages;
        change.accept(draft);
        return new DeblurModelOptions(draft);
    }

    /** Options whose values can still change. */
    private static final class Draft {
        private Optional<Pooling> pooling = Optional.empty();
        private GraphForm graphForm = GraphForm.REWRITTEN;
        private OptionalInt sizeMultiple = OptionalInt.empty();
        private Optional<ValueRange> valueRange = Optional.empty();
        private Optional<String> output = Optional.empty();
        private Optional<String> weights = Optional.empty();
        private OptionalInt stages = OptionalInt.empty();
    }

    /**
     * Returns how global average pools are computed.
     *
     * @return global or local; empty to use what the network's file states, else global
     */
    public Optional<Pooling> pooling() {
        return pooling;
    }

    /**
     * Returns whether the network is rewritten to run faster.
     *
     * @return {@link GraphForm#REWRITTEN} by default
     */
    public GraphForm graphForm() {
        return graphForm;
    }

    /**
     * Returns the number that heights and widths must be multiples of.
     *
     * @return 1 or more; empty to determine it from the network
     */
    public OptionalInt sizeMultiple() {
        return sizeMultiple;
    }

    /**
     * Returns the values for black and white.
     *
     * @return the values; empty to use what the file states, else 0 and 1
     */
    public Optional<ValueRange> valueRange() {
        return valueRange;
    }

    /**
     * Returns the name of the output that is the image, in a network of several outputs.
     *
     * @return the name; empty to determine it from the network
     */
    public Optional<String> output() {
        return output;
    }

    /**
     * Returns the key of the weights to use, in a checkpoint with several sets of weights.
     *
     * @return such as {@code params} in a file that also has {@code params_ema}; empty for the usual key, where
     *     averaged weights are preferred
     */
    public Optional<String> weights() {
        return weights;
    }

    /**
     * Returns the stage to stop after, in a network of several stages that each output an image.
     *
     * @return 1 or more; empty for all stages
     */
    public OptionalInt stages() {
        return stages;
    }

    /**
     * Sets how global average pools are computed.
     *
     * @param value global or local
     * @return the options with it
     */
    public DeblurModelOptions withPooling(Pooling value) {
        Objects.requireNonNull(value, "pooling");
        return with(draft -> draft.pooling = Optional.of(value));
    }

    /**
     * Sets whether the network is rewritten to run faster.
     *
     * @param value rewritten or plain
     * @return the options with it
     */
    public DeblurModelOptions withGraphForm(GraphForm value) {
        Objects.requireNonNull(value, "graphForm");
        return with(draft -> draft.graphForm = value);
    }

    /**
     * Sets the number that heights and widths must be multiples of.
     *
     * @param multiple 1 or more
     * @return the options with it
     * @throws IllegalArgumentException if it is less than 1
     */
    public DeblurModelOptions withSizeMultiple(int multiple) {
        if (multiple < 1) {
            throw new IllegalArgumentException("sizes cannot be multiples of " + multiple);
        }
        return with(draft -> draft.sizeMultiple = OptionalInt.of(multiple));
    }

    /**
     * Sets the values that the network uses for black and white.
     *
     * @param range such as 0 and 255
     * @return the options with it
     */
    public DeblurModelOptions withValueRange(ValueRange range) {
        Objects.requireNonNull(range, "range");
        return with(draft -> draft.valueRange = Optional.of(range));
    }

    /**
     * Sets the name of the output that is the image, in an ONNX network of several outputs.
     *
     * @param name the output's name in the file
     * @return the options with it
     */
    public DeblurModelOptions withOutput(String name) {
        Objects.requireNonNull(name, "name");
        return with(draft -> draft.output = Optional.of(name));
    }

    /**
     * Sets the key of the weights to use, in a checkpoint with several sets of weights.
     *
     * @param key the key, such as {@code params}; of nested keys the last, or all of them joined by dots
     * @return the options with it
     */
    public DeblurModelOptions withWeights(String key) {
        Objects.requireNonNull(key, "key");
        return with(draft -> draft.weights = Optional.of(key));
    }

    /**
     * Stops after one of several stages that each output an image. This takes a fraction of the time; the image is less
     * sharp.
     *
     * @param number the stage, 1 for the first
     * @return the options with it
     * @throws IllegalArgumentException if it is less than 1
     */
    public DeblurModelOptions withStages(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("a network has 1 stage or more, not " + number);
        }
        return with(draft -> draft.stages = OptionalInt.of(number));
    }

    private Object writeReplace() {
        return new Serialized(
                pooling.orElse(null),
                graphForm,
                sizeMultiple.isPresent() ? sizeMultiple.getAsInt() : null,
                valueRange.orElse(null),
                output.orElse(null),
                weights.orElse(null),
                stages.isPresent() ? stages.getAsInt() : null);
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("serialized in another form");
    }

    /** The options with null for empty values, since {@code Optional} cannot be serialized. */
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
            DeblurModelOptions options = DEFAULT.withGraphForm(graphForm);
            options = pooling == null ? options : options.withPooling(pooling);
            options = sizeMultiple == null ? options : options.withSizeMultiple(sizeMultiple);
            options = valueRange == null ? options : options.withValueRange(valueRange);
            options = output == null ? options : options.withOutput(output);
            options = weights == null ? options : options.withWeights(weights);
            return stages == null ? options : options.withStages(stages);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DeblurModelOptions that
                && pooling.equals(that.pooling)
                && graphForm == that.graphForm
                && sizeMultiple.equals(that.sizeMultiple)
                && valueRange.equals(that.valueRange)
                && output.equals(that.output)
                && weights.equals(that.weights)
                && stages.equals(that.stages);
    }

    @Override
    public int hashCode() {
        return Objects.hash(pooling, graphForm, sizeMultiple, valueRange, output, weights, stages);
    }

    @Override
    public String toString() {
        return "DeblurModelOptions[pooling=" + pooling + ", graphForm=" + graphForm + ", sizeMultiple=" + sizeMultiple
                + ", valueRange=" + valueRange + ", output=" + output + ", weights=" + weights + ", stages=" + stages
                + "]";
    }

    /** How a network's global average pools are computed. */
    public enum Pooling {
        /** Over the whole feature map, as trained. */
        GLOBAL,
        /**
         * Over a window of 1.5 times the training patch (TLC, the test-time local converter). The paper uses it on
         * GoPro only: on photographs unlike the training data, it can cause coloured mosaics.
         */
        LOCAL
    }

    /** The form in which a network runs. */
    public enum GraphForm {
        /** Rewritten to run faster, with the same output up to rounding. */
        REWRITTEN,
        /** As published, operator by operator. */
        PLAIN
    }
}
