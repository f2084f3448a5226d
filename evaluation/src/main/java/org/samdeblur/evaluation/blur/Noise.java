package org.samdeblur.evaluation.blur;

import java.io.Serializable;
import java.util.SplittableRandom;

/**
 * The noise of an exposure: normally distributed, or that of a camera's sensor. Samples that are clipped to white
 * have none. Immutable.
 *
 * @param deviation standard deviation of the noise of a sample, where white is 1; 0 for none
 * @param spread how much images differ, in [0, 1]: the deviation is multiplied by a number drawn uniformly from
 *     {@code [1 − spread, 1 + spread]} for each image
 * @param sensor the share of images, in [0, 1], that have the {@linkplain SensorNoise noise of a sensor} instead
 * @since 0.1.0
 */
public record Noise(double deviation, double spread, double sensor) implements Serializable {
    /** No noise. */
    public static final Noise NONE = new Noise(0, 0, 0);

    /** Samples from here on are white in 8 bits: clipped, so without noise. */
    static final float WHITE = 254.5f / 255;

    /** The variance of one of four numbers, evenly distributed over 2^16 integers, is (2^32 - 1) / 12. */
    private static final double DEVIATIONS_OF_SUM = 1 / Math.sqrt(4 * (0x1p32 - 1) / 12);

    /**
     * Checks the settings.
     *
     * @param deviation standard deviation of the noise on every sample
     * @param spread how much images differ
     * @param sensor the share of images with the noise of a sensor
     * @throws IllegalArgumentException if one is out of range
     */
    public Noise {
        SettingRange.require("noise", deviation, 1);
        SettingRange.require("spread of the noise", spread, 1);
        SettingRange.require("share of images with a sensor's noise", sensor, 1);
    }

    /** Adds noise to samples {@code [3, height, width]}. Where a setting decides alone nothing is drawn. */
    void addTo(float[] samples, int height, int width, SplittableRandom random) {
        if (RandomDecision.of(sensor, random)) {
            new SensorNoise(factor(random), factor(random)).addTo(samples, height, width, random);
        } else if (deviation > 0) {
            double here = deviation * factor(random);
            for (int i = 0; i < samples.length; i++) {
                if (samples[i] < WHITE) {
                    samples[i] += (float) (here * normal(random));
                }
            }
        }
    }

    private double factor(SplittableRandom random) {
        return spread > 0 ? random.nextDouble(1 - spread, 1 + spread) : 1;
    }

    /** Nearly normal, as the sum of four evenly distributed numbers is: quicker than exactly, and the same on every Java. */
    static double normal(SplittableRandom random) {
        long bits = random.nextLong();
        long sum = (bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48);
        return (sum - 2 * 0xFFFF) * DEVIATIONS_OF_SUM;
    }
}
