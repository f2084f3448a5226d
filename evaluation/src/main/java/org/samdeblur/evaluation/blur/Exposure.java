package org.samdeblur.evaluation.blur;

/**
 * How light becomes samples.
 *
 * @param linearLight the share of images, in [0, 1], that are blurred in linear light, as a sensor does it; the others have their
 *     values averaged as they stand, as the folders {@code blur} of GoPro were made
 * @param gamma the power of the samples that light is, 1 or more. Nah et al., Deep Multi-scale Convolutional Neural Network for
 *     Dynamic Scene Deblurring (2017), take 2.2 for GoPro's. The higher it is, the brighter blur is than what it mixes, as it also
 *     gets where the scene was finer than its picture
 * @param noise standard deviation of the noise on every sample, of a range of 1; 0 for none
 */
public record Exposure(double linearLight, double gamma, double noise) {
    /**
     * Checks the settings.
     *
     * @param linearLight the share of images blurred in linear light
     * @param gamma the power of the samples that light is
     * @param noise the noise
     * @throws IllegalArgumentException if one is out of range
     */
    public Exposure {
        Range.require("share of images blurred in linear light", linearLight, 1);
        if (!(gamma >= 1 && gamma < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("gamma must be 1 or more, not " + gamma);
        }
        Range.require("noise", noise, 1);
    }

    /**
     * Returns this exposure as photographs have it.
     *
     * @return the same with all images blurred in linear light
     */
    public Exposure inLinearLight() {
        return new Exposure(1, gamma, noise);
    }
}
