package org.samdeblur.networks.architecture;

import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;

/**
 * A rule that fills a weight with its initial values, before training.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Initial {
    /**
     * Writes the values.
     *
     * @param values the weight's elements, to be filled to the limit
     * @param random the source of random numbers
     */
    void fill(FloatBuffer values, RandomGenerator random);

    /**
     * Makes every value the same.
     *
     * @param value the value
     * @return the rule
     */
    static Initial constant(float value) {
        return (values, random) -> {
            while (values.hasRemaining()) {
                values.put(value);
            }
        };
    }

    /**
     * Draws values from a uniform distribution between -1/√fan-in and 1/√fan-in, as PyTorch does for the weights and
     * biases of convolutions and linear layers.
     *
     * @param fanIn the number of inputs that each output is computed from
     * @return the rule
     */
    static Initial ofFanIn(int fanIn) {
        double bound = 1 / Math.sqrt(fanIn);
        return (values, random) -> {
            while (values.hasRemaining()) {
                values.put((float) random.nextDouble(-bound, bound));
            }
        };
    }

    /**
     * Draws values from a normal distribution with mean zero.
     *
     * @param deviation its standard deviation
     * @return the rule
     */
    static Initial normal(float deviation) {
        return (values, random) -> {
            while (values.hasRemaining()) {
                values.put((float) (deviation * random.nextGaussian()));
            }
        };
    }
}
