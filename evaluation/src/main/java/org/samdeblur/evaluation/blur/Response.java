package org.samdeblur.evaluation.blur;

import java.io.Serializable;

/**
 * What a camera makes of light: how samples and the light that they stand for, both in [0, 1], follow from each other.
 *
 * @since 0.1.0
 */
public sealed interface Response extends Serializable {
    /** The power of 2.2, which most pictures are stored with. */
    Response USUAL = new Power(2.2);

    /**
     * Returns the light that a sample stands for.
     *
     * @param sample in [0, 1]
     * @return in [0, 1]
     */
    double light(double sample);

    /**
     * Returns the sample that light becomes.
     *
     * @param light between what the samples 0 and 1 stand for
     * @return in [0, 1]; below 0 for less light
     */
    double sample(double light);

    /**
     * Light is a power of the samples: the darker a part of an image is, the more blur brightens it.
     *
     * @param gamma the power, in [1, 10]. Nah et al., Deep Multi-scale Convolutional Neural Network for Dynamic Scene Deblurring
     *     (2017), take 2.2 for GoPro's
     */
    record Power(double gamma) implements Response {
        /** Of much higher powers a float has no value any longer for what is nearly black. */
        private static final double HIGHEST = 10;

        /**
         * Checks the power.
         *
         * @param gamma the power
         * @throws IllegalArgumentException if it is out of range
         */
        public Power {
            if (!(gamma >= 1 && gamma <= HIGHEST)) {
                throw new IllegalArgumentException("gamma must be in [1, " + HIGHEST + "], not " + gamma);
            }
        }

        @Override
        public double light(double sample) {
            return Math.pow(sample, gamma);
        }

        @Override
        public double sample(double light) {
            return Math.pow(light, 1 / gamma);
        }
    }

    /**
     * Samples are the logarithm of light, as a camera's are that keeps detail in shadows and in bright clouds: blur brightens
     * dark and bright parts alike.
     *
     * @param stops how often light is doubled from black to white, in [1, 24]
     */
    record Logarithmic(double stops) implements Response {
        /** So many a float tells apart. */
        private static final double MOST = 24;

        /**
         * Checks the range.
         *
         * @param stops how often light is doubled
         * @throws IllegalArgumentException if it is out of range
         */
        public Logarithmic {
            if (!(stops >= 1 && stops <= MOST)) {
                throw new IllegalArgumentException("stops of light must be in [1, " + MOST + "], not " + stops);
            }
        }

        @Override
        public double light(double sample) {
            return Math.exp((sample - 1) * stops * Math.log(2));
        }

        @Override
        public double sample(double light) {
            return 1 + Math.log(light) / (stops * Math.log(2));
        }
    }
}
