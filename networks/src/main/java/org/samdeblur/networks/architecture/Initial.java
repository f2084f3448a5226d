package org.samdeblur.networks.architecture;

import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;

/**
 * How a weight begins before training.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Initial {
    /**
     * Writes the values.
     *
     * @param values the weight's elements, to be filled to the limit
     * @param random the source of chance
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
     * Draws values evenly from ±1/√fan-in, as PyTorch does for the weights and biases of convolutions and linear layers.
     *
     * @param fanIn how many inputs each output is computed from
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
     * Draws values from a normal distribution around zero.
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
