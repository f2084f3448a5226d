package org.samdeblur.training;

import java.io.Serializable;
import java.util.function.Consumer;

/**
 * How a network is trained. The defaults are those of the published configurations of SAM-Deblur (section 3.1).
 *
 * @param steps how many batches in all; 200 000
 * @param batch images in a batch; 32
 * @param patch height and width of the crops that a batch is made of; 256
 * @param learningRate the rate to begin with; 1e-3
 * @param finalLearningRate the rate at the end, reached along a cosine; 1e-7
 * @param optimizer the optimizer's settings; betas 0.9 and 0.9, epsilon 1e-8, weight decay 1e-3
 * @param gradientNorm the largest norm of all gradients together; 0.01
 * @param lossEpsilon what the loss adds to an image's mean squared error; 1e-8. Images whose error is below it count for less: with
 *     the published value those that are nearly right rule the gradient, which matters where some are not blurred at all
 * @param maskDropout the part of an image's masks that a MAP unit's training does without; 0.5. 0 is the paper's row without
 *     dropout
 * @param averageDecay what the moving average of the weights keeps of itself at each step, in [0, 1); 0, for none. The average is
 *     what is validated and what the training results in
 * @param accumulation in how many parts, one after the other, the gradient of a batch is computed: more take less memory; 1. The
 *     gradient is the mean of the parts', which is the batch's but for rounding
 * @param seed decides about everything that is drawn: data, and masks to drop
 * @param validationInterval after how many steps the network is tried on the validation data; 20 000
 * @param checkpointInterval after how many steps the state is saved; 5000
 */
public record TrainingRecipe(
        long steps,
        int batch,
        int patch,
        double learningRate,
        double finalLearningRate,
        AdamW.Settings optimizer,
        double gradientNorm,
        double lossEpsilon,
        double maskDropout,
        double averageDecay,
        int accumulation,
        long seed,
        long validationInterval,
        long checkpointInterval)
        implements Serializable {
    /** What the names of checkpoints have digits for. */
    private static final long MOST_STEPS = 999_999_999;

    /**
     * Checks the values.
     *
     * @param steps how many batches in all
     * @param batch images in a batch
     * @param patch height and width of the crops
     * @param learningRate the rate to begin with
     * @param finalLearningRate the rate at the end
     * @param optimizer the optimizer's settings
     * @param gradientNorm the largest norm of all gradients together
     * @param lossEpsilon what the loss adds to an image's mean squared error
     * @param maskDropout the part of an image's masks to do without
     * @param averageDecay what the moving average of the weights keeps of itself
     * @param accumulation in how many parts the gradient of a batch is computed
     * @param seed decides about everything that is drawn
     * @param validationInterval after how many steps the network is tried
     * @param checkpointInterval after how many steps the state is saved
     * @throws IllegalArgumentException if a number is out of range; names it
     */
    public TrainingRecipe {
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

    /** The published recipe, with seed 0. */
    public TrainingRecipe() {
        this(200_000, 32, 256, 1e-3, 1e-7, new AdamW.Settings(), 0.01, 1e-8, 0.5, 0, 1, 0, 20_000, 5_000);
    }

    /**
     * Returns the same recipe over another length.
     *
     * @param count how many batches in all
     * @return the recipe
     */
    public TrainingRecipe withSteps(long count) {
        return with(draft -> draft.steps = count);
    }

    /**
     * Returns the same recipe for batches of another size.
     *
     * @param images images in a batch
     * @param size height and width of the crops
     * @return the recipe
     */
    public TrainingRecipe withBatch(int images, int size) {
        return with(draft -> {
            draft.batch = images;
            draft.patch = size;
        });
    }

    /**
     * Returns the same recipe with other learning rates.
     *
     * @param first the rate to begin with
     * @param last the rate at the end
     * @return the recipe
     */
    public TrainingRecipe withLearningRates(double first, double last) {
        return with(draft -> {
            draft.learningRate = first;
            draft.finalLearningRate = last;
        });
    }

    /**
     * Returns the same recipe with another epsilon in the loss.
     *
     * @param error what is added to an image's mean squared error
     * @return the recipe
     */
    public TrainingRecipe withLossEpsilon(double error) {
        return with(draft -> draft.lossEpsilon = error);
    }

    /**
     * Returns the same recipe with another mask dropout.
     *
     * @param part the part of an image's masks to do without; 0 for none
     * @return the recipe
     */
    public TrainingRecipe withMaskDropout(double part) {
        return with(draft -> draft.maskDropout = part);
    }

    /**
     * Returns the same recipe with a moving average of the weights.
     *
     * @param decay what the average keeps of itself at each step, such as 0.999; 0 for no average
     * @return the recipe
     */
    public TrainingRecipe withAverageDecay(double decay) {
        return with(draft -> draft.averageDecay = decay);
    }

    /**
     * Returns the same recipe with batches whose gradient is computed in parts.
     *
     * @param parts how many, one after the other; divides the batch
     * @return the recipe
     */
    public TrainingRecipe withAccumulation(int parts) {
        return with(draft -> draft.accumulation = parts);
    }

    /**
     * Returns the same recipe with another seed.
     *
     * @param number the seed
     * @return the recipe
     */
    public TrainingRecipe withSeed(long number) {
        return with(draft -> draft.seed = number);
    }

    /**
     * Returns the same recipe with other intervals.
     *
     * @param validation after how many steps the network is tried on the validation data
     * @param checkpoint after how many steps the state is saved
     * @return the recipe
     */
    public TrainingRecipe withIntervals(long validation, long checkpoint) {
        return with(draft -> {
            draft.validationInterval = validation;
            draft.checkpointInterval = checkpoint;
        });
    }

    private TrainingRecipe with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.recipe();
    }

    /** A recipe whose values can still change. */
    private static final class Draft {
        private final AdamW.Settings optimizer;
        private final double gradientNorm;
        private long steps;
        private int batch;
        private int patch;
        private double learningRate;
        private double finalLearningRate;
        private double lossEpsilon;
        private double maskDropout;
        private double averageDecay;
        private int accumulation;
        private long seed;
        private long validationInterval;
        private long checkpointInterval;

        Draft(TrainingRecipe recipe) {
            optimizer = recipe.optimizer;
            gradientNorm = recipe.gradientNorm;
            steps = recipe.steps;
            batch = recipe.batch;
            patch = recipe.patch;
            learningRate = recipe.learningRate;
            finalLearningRate = recipe.finalLearningRate;
            lossEpsilon = recipe.lossEpsilon;
            maskDropout = recipe.maskDropout;
            averageDecay = recipe.averageDecay;
            accumulation = recipe.accumulation;
            seed = recipe.seed;
            validationInterval = recipe.validationInterval;
            checkpointInterval = recipe.checkpointInterval;
        }

        TrainingRecipe recipe() {
            return new TrainingRecipe(
                    steps,
                    batch,
                    patch,
                    learningRate,
                    finalLearningRate,
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
    }

    /**
     * Returns the learning rate's course.
     *
     * @return the schedule
     */
    public CosineSchedule schedule() {
        return new CosineSchedule(learningRate, finalLearningRate, steps);
    }
}
