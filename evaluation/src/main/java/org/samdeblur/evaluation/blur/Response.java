package org.samdeblur.evaluation.blur;

import java.io.Serializable;

/**
 * The tone curve of a camera: the relation between stored samples and light, both in [0, 1]. Immutable.
 *
 * @since 0.1.0
 */
public sealed interface Response extends Serializable {
    /** A power of 2.2, as in most image files. */
    Response USUAL = new Power(2.2);

    /**
     * Converts a sample to light.
     *
     * @param sample the sample, in [0, 1]
     * @return the light, in [0, 1]
     */
    double light(double sample);

    /**
     * Converts light to a sample.
     *
     * @param light the light, from that of sample 0 to that of sample 1
     * @return the sample, in [0, 1]; below 0 or not a number if there is less light than that of sample 0
     */
    double sample(double light);

    /**
     * A tone curve in which light is a power of the sample. Blur in linear light brightens dark parts most.
     *
     * @param gamma the power, in [1, 10]. Nah et al. (CVPR 2017) assume 2.2 for GoPro's camera
     */
    record Power(double gamma) implements Response {
        /** With much higher powers, the light of dark samples is too small for a float. */
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
     * A logarithmic tone curve, as in video cameras, which keep detail in shadows and bright clouds. Blur in linear
     * light brightens dark and bright parts alike.
     *
     * @param stops the number of doublings of light from black to white, in [1, 24]
     */
    record Logarithmic(double stops) implements Response {
        /** The number of stops that the precision of a float allows. */
        private static final double MOST = 24;

        /**
         * Checks the range.
         *
         * @param stops the number of doublings
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
