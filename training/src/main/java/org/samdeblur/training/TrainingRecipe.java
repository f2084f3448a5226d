package org.samdeblur.training;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * How a network is trained. The defaults are those of the published configurations of SAM-Deblur (section 3.1). Immutable.
 *
 * <pre>{@code
 * TrainingRecipe recipe = new TrainingRecipe().withSteps(20_000).withBatch(8, 128);
 * TrainingRecipe careful = TrainingRecipe.builder().batch(8).patch(128).gradientNorm(0.1).build();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class TrainingRecipe implements Serializable {
    private static final long serialVersionUID = 1;

    /** What the names of checkpoints have digits for. */
    private static final long MOST_STEPS = 999_999_999;

    private final long steps;
    private final int batch;
    private final int patch;
    private final double learningRate;
    private final double finalLearningRate;
    private final LayerRates layerRates;
    private final AdamW.Settings optimizer;
    private final double gradientNorm;
    private final double lossEpsilon;
    private final double maskDropout;
    private final double averageDecay;
    private final int accumulation;
    private final long seed;
    private final long validationInterval;
    private final long checkpointInterval;

    /** Takes the published recipe, with seed 0. */
    public TrainingRecipe() {
        this(new Builder());
    }

    private TrainingRecipe(Builder builder) {
        steps = builder.steps;
        batch = builder.batch;
        patch = builder.patch;
        learningRate = builder.learningRate;
        finalLearningRate = builder.finalLearningRate;
        layerRates = Objects.requireNonNull(builder.layerRates, "layer rates");
        optimizer = builder.optimizer;
        gradientNorm = builder.gradientNorm;
        lossEpsilon = builder.lossEpsilon;
        maskDropout = builder.maskDropout;
        averageDecay = builder.averageDecay;
        accumulation = builder.accumulation;
        seed = builder.seed;
        validationInterval = builder.validationInterval;
        checkpointInterval = builder.checkpointInterval;
        requirePositive("steps", steps);
        requirePositive("batch", batch);
        requirePositive("patch", patch);
        requirePositive("learning rate", learningRate);
        requirePositive("final learning rate", finalLearningRate);
        requirePositive("gradient norm", gradientNorm);
        requirePositive("loss epsilon", lossEpsilon);
        requirePositive("validation interval", validationInterval);
        requirePositive("checkpoint interval", checkpointInterval);
        if (steps > MOST_STEPS) {
            throw new IllegalArgumentException("the steps must be at most " + MOST_STEPS + ", not " + steps);
        }
        if ((double) batch * patch * patch * 3 > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a batch of " + batch + " patches of " + patch + "×" + patch
                    + " is more than a tensor holds; take fewer or smaller ones");
        }
        if (!(maskDropout >= 0 && maskDropout <= 1)) {
            throw new IllegalArgumentException("the mask dropout is a part in [0, 1], not " + maskDropout);
        }
        if (!(averageDecay >= 0 && averageDecay < 1)) {
            throw new IllegalArgumentException(
                    "the decay of the weights' moving average is at least 0 and less than 1, not " + averageDecay);
        }
        if (accumulation < 1 || batch % accumulation != 0) {
            throw new IllegalArgumentException(
                    "a batch of " + batch + " cannot be divided into " + accumulation + " equal parts");
        }
    }

    private static void requirePositive(String what, double value) {
        if (!(value > 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException("the " + what + " must be finite and above 0, not " + value);
        }
    }

    /**
     * Begins with the published recipe, with seed 0.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Begins with the values of this recipe.
     *
     * @return a builder
     */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.steps = steps;
        builder.batch = batch;
        builder.patch = patch;
        builder.learningRate = learningRate;
        builder.finalLearningRate = finalLearningRate;
        builder.layerRates = layerRates;
        builder.optimizer = optimizer;
        builder.gradientNorm = gradientNorm;
        builder.lossEpsilon = lossEpsilon;
        builder.maskDropout = maskDropout;
        builder.averageDecay = averageDecay;
        builder.accumulation = accumulation;
        builder.seed = seed;
        builder.validationInterval = validationInterval;
        builder.checkpointInterval = checkpointInterval;
        return builder;
    }

    /** Checks the values again that come from another process. */
    private Object readResolve() {
        return toBuilder().build();
    }

    /**
     * Returns how many batches there are in all.
     *
     * @return the number of batches; 200 000 by default
     */
    public long steps() {
        return steps;
    }

    /**
     * Returns how many images are in a batch.
     *
     * @return images in a batch; 32 by default
     */
    public int batch() {
        return batch;
    }

    /**
     * Returns the height and width of the crops that a batch is made of.
     *
     * @return pixels; 256 by default
     */
    public int patch() {
        return patch;
    }

    /**
     * Returns the learning rate to begin with.
     *
     * @return the rate; 1e-3 by default
     */
    public double learningRate() {
        return learningRate;
    }

    /**
     * Returns the learning rate at the end, reached along a cosine.
     *
     * @return the rate; 1e-7 by default
     */
    public double finalLearningRate() {
        return finalLearningRate;
    }

    /**
     * Returns what the learning rate is multiplied by for some layers.
     *
     * @return the factors; none by default
     */
    public LayerRates layerRates() {
        return layerRates;
    }

    /**
     * Returns the settings of the optimizer.
     *
     * @return the settings; betas 0.9 and 0.9, epsilon 1e-8, weight decay 1e-3 by default
     */
    public AdamW.Settings optimizer() {
        return optimizer;
    }

    /**
     * Returns the largest norm of all gradients together.
     *
     * @return the norm; 0.01 by default
     */
    public double gradientNorm() {
        return gradientNorm;
    }

    /**
     * Returns what the loss adds to the mean squared error of an image. Images whose error is below it count for less: with
     * the published value those that are nearly right rule the gradient, which matters where some are not blurred at all.
     *
     * @return the error; 1e-8 by default
     */
    public double lossEpsilon() {
        return lossEpsilon;
    }

    /**
     * Returns the part of the masks of an image that the training of a MAP unit does without; 0 is the paper's row without
     * dropout.
     *
     * @return a part in [0, 1]; 0.5 by default
     */
    public double maskDropout() {
        return maskDropout;
    }

    /**
     * Returns what the moving average of the weights keeps of itself at each step. The average is what is validated and what the
     * training results in.
     *
     * @return at least 0, less than 1; 0, for none by default
     */
    public double averageDecay() {
        return averageDecay;
    }

    /**
     * Returns in how many parts, one after the other, the gradient of a batch is computed: more take less memory. The gradient is
     * the mean of the parts', which is that of the batch up to rounding.
     *
     * @return a divisor of the batch; 1 by default
     */
    public int accumulation() {
        return accumulation;
    }

    /**
     * Returns the seed of everything that is drawn: data, and masks to drop.
     *
     * @return any number; 0 by default
     */
    public long seed() {
        return seed;
    }

    /**
     * Returns after how many steps the network is tried on the validation data.
     *
     * @return the number of steps; 20 000 by default
     */
    public long validationInterval() {
        return validationInterval;
    }

    /**
     * Returns after how many steps the state is saved.
     *
     * @return the number of steps; 5000 by default
     */
    public long checkpointInterval() {
        return checkpointInterval;
    }

    /**
     * Returns this recipe over another length.
     *
     * @param count how many batches in all
     * @return the recipe
     */
    public TrainingRecipe withSteps(long count) {
        return with(builder -> builder.steps = count);
    }

    /**
     * Returns this recipe for batches of another size.
     *
     * @param images images in a batch
     * @param size height and width of the crops
     * @return the recipe
     */
    public TrainingRecipe withBatch(int images, int size) {
        return with(builder -> {
            builder.batch = images;
            builder.patch = size;
        });
    }

    /**
     * Returns this recipe with other learning rates.
     *
     * @param first the rate to begin with
     * @param last the rate at the end
     * @return the recipe
     */
    public TrainingRecipe withLearningRates(double first, double last) {
        return with(builder -> {
            builder.learningRate = first;
            builder.finalLearningRate = last;
        });
    }

    /**
     * Returns this recipe with learning rates by layer.
     *
     * @param rates what the learning rate is multiplied by for some layers; 0 freezes them
     * @return the recipe
     */
    public TrainingRecipe withLayerRates(LayerRates rates) {
        return with(builder -> builder.layerRates = rates);
    }

    /**
     * Returns this recipe with another epsilon in the loss.
     *
     * @param error what is added to an image's mean squared error
     * @return the recipe
     */
    public TrainingRecipe withLossEpsilon(double error) {
        return with(builder -> builder.lossEpsilon = error);
    }

    /**
     * Returns this recipe with another mask dropout.
     *
     * @param part the part of an image's masks to do without; 0 for none
     * @return the recipe
     */
    public TrainingRecipe withMaskDropout(double part) {
        return with(builder -> builder.maskDropout = part);
    }

    /**
     * Returns this recipe with a moving average of the weights.
     *
     * @param decay what the average keeps of itself at each step, such as 0.999; 0 for no average
     * @return the recipe
     */
    public TrainingRecipe withAverageDecay(double decay) {
        return with(builder -> builder.averageDecay = decay);
    }

    /**
     * Returns this recipe with batches whose gradient is computed in parts.
     *
     * @param parts how many, one after the other; divides the batch
     * @return the recipe
     */
    public TrainingRecipe withAccumulation(int parts) {
        return with(builder -> builder.accumulation = parts);
    }

    /**
     * Returns this recipe with another seed.
     *
     * @param number the seed
     * @return the recipe
     */
    public TrainingRecipe withSeed(long number) {
        return with(builder -> builder.seed = number);
    }

    /**
     * Returns this recipe with other intervals.
     *
     * @param validation after how many steps the network is tried on the validation data
     * @param checkpoint after how many steps the state is saved
     * @return the recipe
     */
    public TrainingRecipe withIntervals(long validation, long checkpoint) {
        return with(builder -> {
            builder.validationInterval = validation;
            builder.checkpointInterval = checkpoint;
        });
    }

    private TrainingRecipe with(Consumer<Builder> change) {
        Builder builder = toBuilder();
        change.accept(builder);
        return builder.build();
    }

    /**
     * Returns the learning rate's course.
     *
     * @return the schedule
     */
    public CosineSchedule schedule() {
        return new CosineSchedule(learningRate, finalLearningRate, steps);
    }

    private List<Object> values() {
        return List.of(
                steps,
                batch,
                patch,
                learningRate,
                finalLearningRate,
                layerRates,
                optimizer,
                gradientNorm,
                lossEpsilon,
                maskDropout,
                averageDecay,
                accumulation,
                seed,
                validationInterval,
                checkpointInterval);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TrainingRecipe that && values().equals(that.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    @Override
    public String toString() {
        return "TrainingRecipe" + values();
    }

    /** Collects the values of a {@link TrainingRecipe}, which are checked together in the end. Not safe for use by multiple threads. */
    public static final class Builder {
        private long steps = 200_000;
        private int batch = 32;
        private int patch = 256;
        private double learningRate = 1e-3;
        private double finalLearningRate = 1e-7;
        private LayerRates layerRates = LayerRates.NONE;
        private AdamW.Settings optimizer = new AdamW.Settings();
        private double gradientNorm = 0.01;
        private double lossEpsilon = 1e-8;
        private double maskDropout = 0.5;
        private double averageDecay = 0;
        private int accumulation = 1;
        private long seed = 0;
        private long validationInterval = 20_000;
        private long checkpointInterval = 5_000;

        private Builder() {}

        /**
         * Sets how many batches there are in all.
         *
         * @param value the number of batches; 200 000 by default
         * @return this
         */
        public Builder steps(long value) {
            steps = value;
            return this;
        }

        /**
         * Sets how many images are in a batch.
         *
         * @param value images in a batch; 32 by default
         * @return this
         */
        public Builder batch(int value) {
            batch = value;
            return this;
        }

        /**
         * Sets the height and width of the crops that a batch is made of.
         *
         * @param value pixels; 256 by default
         * @return this
         */
        public Builder patch(int value) {
            patch = value;
            return this;
        }

        /**
         * Sets the learning rate to begin with.
         *
         * @param value the rate; 1e-3 by default
         * @return this
         */
        public Builder learningRate(double value) {
            learningRate = value;
            return this;
        }

        /**
         * Sets the learning rate at the end, reached along a cosine.
         *
         * @param value the rate; 1e-7 by default
         * @return this
         */
        public Builder finalLearningRate(double value) {
            finalLearningRate = value;
            return this;
        }

        /**
         * Sets what the learning rate is multiplied by for some layers.
         *
         * @param value the factors; none by default
         * @return this
         */
        public Builder layerRates(LayerRates value) {
            layerRates = value;
            return this;
        }

        /**
         * Sets the settings of the optimizer.
         *
         * @param value the settings; betas 0.9 and 0.9, epsilon 1e-8, weight decay 1e-3 by default
         * @return this
         */
        public Builder optimizer(AdamW.Settings value) {
            optimizer = Objects.requireNonNull(value, "optimizer");
            return this;
        }

        /**
         * Sets the largest norm of all gradients together.
         *
         * @param value the norm; 0.01 by default
         * @return this
         */
        public Builder gradientNorm(double value) {
            gradientNorm = value;
            return this;
        }

        /**
         * Sets what the loss adds to the mean squared error of an image. Images whose error is below it count for less: with
         * the published value those that are nearly right rule the gradient, which matters where some are not blurred at all.
         *
         * @param value the error; 1e-8 by default
         * @return this
         */
        public Builder lossEpsilon(double value) {
            lossEpsilon = value;
            return this;
        }

        /**
         * Sets the part of the masks of an image that the training of a MAP unit does without; 0 is the paper's row without
         * dropout.
         *
         * @param value a part in [0, 1]; 0.5 by default
         * @return this
         */
        public Builder maskDropout(double value) {
            maskDropout = value;
            return this;
        }

        /**
         * Sets what the moving average of the weights keeps of itself at each step. The average is what is validated and what the
         * training results in.
         *
         * @param value at least 0, less than 1; 0, for none by default
         * @return this
         */
        public Builder averageDecay(double value) {
            averageDecay = value;
            return this;
        }

        /**
         * Sets in how many parts, one after the other, the gradient of a batch is computed: more take less memory. The gradient is
         * the mean of the parts', which is that of the batch up to rounding.
         *
         * @param value a divisor of the batch; 1 by default
         * @return this
         */
        public Builder accumulation(int value) {
            accumulation = value;
            return this;
        }

        /**
         * Sets the seed of everything that is drawn: data, and masks to drop.
         *
         * @param value any number; 0 by default
         * @return this
         */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /**
         * Sets after how many steps the network is tried on the validation data.
         *
         * @param value the number of steps; 20 000 by default
         * @return this
         */
        public Builder validationInterval(long value) {
            validationInterval = value;
            return this;
        }

        /**
         * Sets after how many steps the state is saved.
         *
         * @param value the number of steps; 5000 by default
         * @return this
         */
        public Builder checkpointInterval(long value) {
            checkpointInterval = value;
            return this;
        }

        /**
         * Finishes the recipe.
         *
         * @return the recipe
         * @throws IllegalArgumentException if a number is out of range; names it
         */
        public TrainingRecipe build() {
            return new TrainingRecipe(this);
        }
    }
}
