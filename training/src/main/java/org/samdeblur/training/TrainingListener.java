package org.samdeblur.training;

import java.nio.file.Path;

/**
 * Receives the progress of a training, and can stop it. Called from the training thread.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TrainingListener {
    /** Ignores all events and never stops the training. */
    TrainingListener NONE = step -> true;

    /**
     * A step of the training.
     *
     * @param step the number of steps taken, including this one
     * @param steps the number of steps of the whole training
     * @param loss the loss before the step
     * @param learningRate the learning rate of the step
     * @param gradientNorm the norm of all gradients before clipping
     * @param milliseconds the duration of the step, without the time spent waiting for its batch
     */
    record Step(long step, long steps, double loss, double learningRate, double gradientNorm, double milliseconds) {}

    /**
     * Called after each step.
     *
     * @param step the step
     * @return true to continue, false to save the state and stop the training
     */
    boolean stepped(Step step);

    /**
     * Called after each validation.
     *
     * @param step the number of steps taken
     * @param figures means over the validation images
     */
    default void validated(long step, ValidationFigures figures) {}

    /**
     * Called after each checkpoint.
     *
     * @param step the number of steps taken
     * @param folder the checkpoint's folder
     */
    default void saved(long step, Path folder) {}
}
