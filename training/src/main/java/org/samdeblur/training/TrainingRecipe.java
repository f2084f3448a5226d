package org.samdeblur.training;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The settings of a training. The defaults are those of the published configurations of SAM-Deblur (section 3.1).
 * Immutable.
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

    /** Names of checkpoints have nine digits. */
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

    /** Creates the published recipe, with seed 0. */
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
                    + " is more than a tensor can hold; take fewer or smaller ones");
        }
        if (!(maskDropout >= 0 && maskDropout <= 1)) {
            throw new IllegalArgumentException("the mask dropout must be in [0, 1], not " + maskDropout);
        }
        if (!(averageDecay >= 0 && averageDecay < 1)) {
            throw new IllegalArgumentException(
                    "the decay of the weights' moving average must be in [0, 1), not " + averageDecay);
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
     * Returns a builder with the values of the published recipe, and seed 0.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns a builder with the values of this recipe.
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

    /** Checks deserialized values. */
    private Object readResolve() {
        return toBuilder().build();
    }

    /**
     * Returns the number of steps, that is, of batches.
     *
     * @return the number of steps, at least 1; 200,000 by default
     */
    public long steps() {
        return steps;
    }

    /**
     * Returns the number of images in a batch.
     *
     * @return the number of images, at least 1; 32 by default
     */
    public int batch() {
        return batch;
    }

    /**
     * Returns the height and width of the patches in a batch.
     *
     * @return pixels; 256 by default
     */
    public int patch() {
        return patch;
    }

    /**
     * Returns the learning rate of the first step.
     *
     * @return the rate; 1e-3 by default
     */
    public double learningRate() {
        return learningRate;
    }

    /**
     * Returns the learning rate at the end. The rate falls along half a cosine period.
     *
     * @return the rate; 1e-7 by default
     */
    public double finalLearningRate() {
        return finalLearningRate;
    }

    /**
     * Returns the factors by which the learning rate of some layers is multiplied.
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
     * Returns the limit on the norm of all gradients taken together.
     *
     * @return the norm; 0.01 by default
     */
    public double gradientNorm() {
        return gradientNorm;
    }

    /**
     * Returns the number that the loss adds to the mean squared error of an image. It limits the gradient of images
     * with a small error. With the published value, images that are almost sharp dominate the gradient; if the data
     * contain such images, a larger value helps.
     *
     * @return the number, above 0; 1e-8 by default
     */
    public double lossEpsilon() {
        return lossEpsilon;
    }

    /**
     * Returns the share of an image's masks that is dropped at random when a MAP unit is trained. With 0, this is the
     * paper's method without dropout.
     *
     * @return a share in [0, 1]; 0.5 by default
     */
    public double maskDropout() {
        return maskDropout;
    }

    /**
     * Returns the decay of the exponential moving average of the weights. If it is not 0, the average is validated, and
     * is the result of the training.
     *
     * @return a decay in [0, 1); 0 by default, for no average
     */
    public double averageDecay() {
        return averageDecay;
    }

    /**
     * Returns the number of equal parts of a batch whose gradients are computed one after the other. More parts need
     * less memory. The mean of their gradients is the gradient of the batch, up to rounding.
     *
     * @return a divisor of the batch; 1 by default
     */
    public int accumulation() {
        return accumulation;
    }

    /**
     * Returns the seed of all random choices: of data and of masks that are dropped.
     *
     * @return any number; 0 by default
     */
    public long seed() {
        return seed;
    }

    /**
     * Returns the number of steps between validations.
     *
     * @return the number of steps; 20,000 by default
     */
    public long validationInterval() {
        return validationInterval;
    }

    /**
     * Returns the number of steps between checkpoints.
     *
     * @return the number of steps; 5,000 by default
     */
    public long checkpointInterval() {
        return checkpointInterval;
    }

    /**
     * Returns this recipe with another number of steps.
     *
     * @param count the number of steps, at least 1
     * @return the recipe
     */
    public TrainingRecipe withSteps(long count) {
        return with(builder -> builder.steps = count);
    }

    /**
     * Returns this recipe with batches of another size.
     *
     * @param images the number of images in a batch, at least 1
     * @param size height and width of the patches in pixels
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
     * @param first the rate of the first step, above 0
     * @param last the rate at the end, above 0
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
     * @param rates the factors of the learning rate; 0 freezes a layer
     * @return the recipe
     */
    public TrainingRecipe withLayerRates(LayerRates rates) {
        return with(builder -> builder.layerRates = rates);
    }

    /**
     * Returns this recipe with another epsilon in the loss.
     *
     * @param error the number added to the mean squared error of an image, above 0
     * @return the recipe
     */
    public TrainingRecipe withLossEpsilon(double error) {
        return with(builder -> builder.lossEpsilon = error);
    }

    /**
     * Returns this recipe with another mask dropout.
     *
     * @param part the share of masks that is dropped, in [0, 1]; 0 for none
     * @return the recipe
     */
    public TrainingRecipe withMaskDropout(double part) {
        return with(builder -> builder.maskDropout = part);
    }

    /**
     * Returns this recipe with a moving average of the weights.
     *
     * @param decay the decay, in [0, 1), such as 0.999; 0 for no average
     * @return the recipe
     */
    public TrainingRecipe withAverageDecay(double decay) {
        return with(builder -> builder.averageDecay = decay);
    }

    /**
     * Returns this recipe with gradient accumulation.
     *
     * @param parts the number of parts of a batch, a divisor of the batch size
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
     * @param validation the number of steps between validations, at least 1
     * @param checkpoint the number of steps between checkpoints, at least 1
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
     * Returns the learning rate of every step.
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

    /** Builds a {@link TrainingRecipe}. Values are checked by {@link #build}. Not safe for use by multiple threads. */
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
         * Sets the number of steps, that is, of batches.
         *
         * @param value the number of steps, at least 1; 200,000 by default
         * @return this
         */
        public Builder steps(long value) {
            steps = value;
            return this;
        }

        /**
         * Sets the number of images in a batch.
         *
         * @param value the number of images, at least 1; 32 by default
         * @return this
         */
        public Builder batch(int value) {
            batch = value;
            return this;
        }

        /**
         * Sets the height and width of the patches in a batch.
         *
         * @param value pixels; 256 by default
         * @return this
         */
        public Builder patch(int value) {
            patch = value;
            return this;
        }

        /**
         * Sets the learning rate of the first step.
         *
         * @param value the rate; 1e-3 by default
         * @return this
         */
        public Builder learningRate(double value) {
            learningRate = value;
            return this;
        }

        /**
         * Sets the learning rate at the end. The rate falls along half a cosine period.
         *
         * @param value the rate; 1e-7 by default
         * @return this
         */
        public Builder finalLearningRate(double value) {
            finalLearningRate = value;
            return this;
        }

        /**
         * Sets the factors by which the learning rate of some layers is multiplied.
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
         * Sets the limit on the norm of all gradients taken together.
         *
         * @param value the norm; 0.01 by default
         * @return this
         */
        public Builder gradientNorm(double value) {
            gradientNorm = value;
            return this;
        }

        /**
         * Sets the number that the loss adds to the mean squared error of an image. It limits the gradient of images
         * with a small error. With the published value, images that are almost sharp dominate the gradient; if the data
         * contain such images, a larger value helps.
         *
         * @param value the number, above 0; 1e-8 by default
         * @return this
         */
        public Builder lossEpsilon(double value) {
            lossEpsilon = value;
            return this;
        }

        /**
         * Sets the share of an image's masks that is dropped at random when a MAP unit is trained. With 0, this is the
         * paper's method without dropout.
         *
         * @param value a share in [0, 1]; 0.5 by default
         * @return this
         */
        public Builder maskDropout(double value) {
            maskDropout = value;
            return this;
        }

        /**
         * Sets the decay of the exponential moving average of the weights. If it is not 0, the average is validated,
         * and is the result of the training.
         *
         * @param value a decay in [0, 1); 0 by default, for no average
         * @return this
         */
        public Builder averageDecay(double value) {
            averageDecay = value;
            return this;
        }

        /**
         * Sets the number of equal parts of a batch whose gradients are computed one after the other. More parts need
         * less memory. The mean of their gradients is the gradient of the batch, up to rounding.
         *
         * @param value a divisor of the batch; 1 by default
         * @return this
         */
        public Builder accumulation(int value) {
            accumulation = value;
            return this;
        }

        /**
         * Sets the seed of all random choices: of data and of masks that are dropped.
         *
         * @param value any number; 0 by default
         * @return this
         */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /**
         * Sets the number of steps between validations.
         *
         * @param value the number of steps; 20,000 by default
         * @return this
         */
        public Builder validationInterval(long value) {
            validationInterval = value;
            return this;
        }

        /**
         * Sets the number of steps between checkpoints.
         *
         * @param value the number of steps; 5,000 by default
         * @return this
         */
        public Builder checkpointInterval(long value) {
            checkpointInterval = value;
            return this;
        }

        /**
         * Creates the recipe.
         *
         * @return the recipe
         * @throws IllegalArgumentException if a value is out of range; the message names it
         */
        public TrainingRecipe build() {
            return new TrainingRecipe(this);
        }
    }
}
