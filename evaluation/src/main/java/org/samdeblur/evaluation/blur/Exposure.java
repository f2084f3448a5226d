package org.samdeblur.evaluation.blur;

import java.io.Serializable;
import java.util.Objects;

/**
 * How a camera turns light into samples. Immutable.
 *
 * @param linearLight the share of images, in [0, 1], that are blurred in linear light, as by a sensor. In the others,
 *     the stored values are averaged, as in GoPro's folders {@code blur}
 * @param response the camera's tone curve
 * @param saturation the share, in [0, 1], of the images blurred in linear light whose highlights are brighter than
 *     white: they are multiplied by 1.25 to 2.75 before blurring and clipped afterwards
 * @param noise the noise of blurred images
 * @since 0.1.0
 */
public record Exposure(double linearLight, Response response, double saturation, Noise noise) implements Serializable {
    /**
     * Checks the settings.
     *
     * @param linearLight the share of images blurred in linear light
     * @param response the camera's tone curve
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
     * Creates an exposure without saturation, with the same normally distributed noise for all images.
     *
     * @param linearLight the share of images blurred in linear light
     * @param response the camera's tone curve
     * @param noise standard deviation of the noise of a sample, where white is 1; 0 for none
     * @throws IllegalArgumentException if one is out of range
     */
    public Exposure(double linearLight, Response response, double noise) {
        this(linearLight, response, 0, new Noise(noise, 0, 0));
    }

    /**
     * Returns this exposure with all images blurred in linear light, as in photographs.
     *
     * @return the exposure
     */
    public Exposure inLinearLight() {
        return new Exposure(1, response, saturation, noise);
    }
}
