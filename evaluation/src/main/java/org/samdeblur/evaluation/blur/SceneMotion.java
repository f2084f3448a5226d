package org.samdeblur.evaluation.blur;

import java.io.Serializable;

/**
 * Which parts of a scene move. Immutable.
 *
 * @param unblurred the share of images, in [0, 1], in which nothing moves
 * @param moving the probability, in [0, 1], that an object moves on its own, for each of up to three objects in an
 *     image
 * @param depth the share of images, in [0, 1], with near and far parts, where the camera's blur grows from one side
 *     to the other
 * @since 0.1.0
 */
public record SceneMotion(double unblurred, double moving, double depth) implements Serializable {
    /**
     * Checks the settings.
     *
     * @param unblurred the share of images in which nothing moves
     * @param moving the probability that an object moves
     * @param depth the share of images with near and far parts
     * @throws IllegalArgumentException if a value is out of range
     */
    public SceneMotion {
        SettingRange.require("share of unblurred images", unblurred, 1);
        SettingRange.require("probability that an object moves", moving, 1);
        SettingRange.require("share of images with near and far parts", depth, 1);
    }
}
