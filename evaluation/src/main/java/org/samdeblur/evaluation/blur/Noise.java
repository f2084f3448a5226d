package org.samdeblur.evaluation.blur;

import java.io.Serializable;
import java.util.SplittableRandom;

/**
 * The noise of an exposure: normally distributed, or that of a camera's sensor. Samples that are clipped to white
 * have none. Immutable.
 *
 * @param deviation standard deviation of the noise of a sample, where white is 1; 0 for none
 * @param spread the spread of the noise over images, in [0, 1]: the deviation is multiplied by a number drawn uniformly
 *     from {@code [1 − spread, 1 + spread]} for each image
 * @param sensor the share of images, in [0, 1], that have the {@linkplain SensorNoise noise of a sensor} instead
 * @since 0.1.0
 */
public record Noise(double deviation, double spread, double sensor) implements Serializable {
    /** No noise. */
    public static final Noise NONE = new Noise(0, 0, 0);

    /** Samples of at least this value are white in 8 bits. They are clipped, and have no noise. */
    static final float WHITE = 254.5f / 255;

    /** One over the standard deviation of a sum of four uniform 16-bit integers, each with variance (2^32 - 1) / 12. */
    private static final double SCALE_OF_SUM = 1 / Math.sqrt(4 * (0x1p32 - 1) / 12);

    /**
     * Checks the settings.
     *
     * @param deviation standard deviation of the noise of a sample
     * @param spread the spread of the noise over images
     * @param sensor the share of images with the noise of a sensor
     * @throws IllegalArgumentException if a value is out of range
     */
    public Noise {
        SettingRange.require("noise", deviation, 1);
        SettingRange.require("spread of the noise", spread, 1);
        SettingRange.require("share of images with a sensor's noise", sensor, 1);
    }

    /** Adds noise to samples {@code [3, height, width]}. Draws no random number that the settings make unnecessary. */
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

    /**
     * Returns an almost normally distributed number, the sum of four uniform ones: fast, and the same on every Java
     * version.
     */
    static double normal(SplittableRandom random) {
        long bits = random.nextLong();
        long sum = (bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48);
        return (sum - 2 * 0xFFFF) * SCALE_OF_SUM;
    }
}
