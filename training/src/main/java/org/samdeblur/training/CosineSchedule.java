package org.samdeblur.training;

import java.io.Serializable;

/**
 * A learning rate that falls along half a cosine period, without restarts. Immutable.
 *
 * @param first the rate at step 0
 * @param last the rate from the last step on
 * @param steps the number of steps until the last rate
 * @since 0.1.0
 */
public record CosineSchedule(double first, double last, long steps) implements Serializable {
    /**
     * Checks the values.
     *
     * @param first the rate at step 0
     * @param last the rate from the last step on
     * @param steps the number of steps until the last rate
     * @throws IllegalArgumentException if a rate or the number of steps is not positive
     */
    public CosineSchedule {
        if (!(first > 0 && last > 0) || steps < 1) {
            throw new IllegalArgumentException(
                    "a schedule needs rates and a number of steps above 0, not " + first + ", " + last + ", " + steps);
        }
    }

    /**
     * Returns the rate of a step.
     *
     * @param step the step, from 0
     * @return the learning rate
     */
    public double at(long step) {
        double done = Math.min(step, steps) / (double) steps;
        return last + (first - last) * (1 + Math.cos(Math.PI * done)) / 2;
    }
}
