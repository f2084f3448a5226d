package org.samdeblur.evaluation.blur;

import java.io.Serializable;
import java.util.Objects;

/**
 * How light becomes samples.
 *
 * @param linearLight the share of images, in [0, 1], that are blurred in linear light, as a sensor does it; the others have their
 *     values averaged as they stand, as the folders {@code blur} of GoPro were made
 * @param response what the camera makes of light. The more it is bent, the brighter blur is than what it mixes, as it also gets
 *     where the scene was finer than its picture
 * @param saturation the share, in [0, 1], of the images blurred in linear light whose highlights are brighter than white: they are
 *     multiplied by a number from 1.25 to 2.75 before the blur and clipped after it
 * @param noise the noise of blurred images
 * @since 0.1.0
 */
public record Exposure(double linearLight, Response response, double saturation, Noise noise) implements Serializable {
    /**
     * Checks the settings.
     *
     * @param linearLight the share of images blurred in linear light
     * @param response what the camera makes of light
     * @param saturation the share of images with highlights brighter than white
     * @param noise the noise
     * @throws IllegalArgumentException if one is out of range
     */
    public Exposure {
        Objects.requireNonNull(response, "response");
        Objects.requireNonNull(noise, "noise");
        SettingRange.require("share of images blurred in linear light", linearLight, 1);
        SettingRange.require("share of images with saturated highlights", saturation, 1);
    }

    /**
     * Makes an exposure that saturates nothing, with normally distributed noise that is the same for all images.
     *
     * @param linearLight the share of images blurred in linear light
     * @param response what the camera makes of light
     * @param noise standard deviation of the noise on every sample, of a range of 1; 0 for none
     * @throws IllegalArgumentException if one is out of range
     */
    public Exposure(double linearLight, Response response, double noise) {
        this(linearLight, response, 0, new Noise(noise, 0, 0));
    }

    /**
     * Returns this exposure as photographs have it.
     *
     * @return the same with all images blurred in linear light
     */
    public Exposure inLinearLight() {
        return new Exposure(1, response, saturation, noise);
    }
}
