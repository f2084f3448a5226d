package org.samdeblur.training;

import java.nio.file.Path;

/**
 * Hears how a training comes along, and may end it. Called from the thread that trains.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TrainingListener {
    /** Hears nothing and never stops. */
    TrainingListener NONE = step -> true;

    /**
     * One step.
     *
     * @param step how many steps have been taken, this one among them
     * @param steps how many there will be
     * @param loss the loss before the step
     * @param learningRate the learning rate
     * @param gradientNorm the norm of all gradients before it was limited
     * @param milliseconds how long the step took, without the making of its batch where that was done meanwhile
     */
    record Step(long step, long steps, double loss, double learningRate, double gradientNorm, double milliseconds) {}

    /**
     * Hears of a step.
     *
     * @param step the step
     * @return true to go on, false to save the state and stop
     */
    boolean stepped(Step step);

    /**
     * Hears how the network does on the validation data.
     *
     * @param step after how many steps
     * @param figures means over its images
     */
    default void validated(long step, ValidationFigures figures) {}

    /**
     * Hears of a checkpoint.
     *
     * @param step after how many steps
     * @param folder where it lies
     */
    default void saved(long step, Path folder) {}
}
