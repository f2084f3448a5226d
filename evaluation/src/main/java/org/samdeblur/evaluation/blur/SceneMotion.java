package org.samdeblur.evaluation.blur;

import java.io.Serializable;

/**
 * Which parts of a scene move. Immutable.
 *
 * @param unblurred the share of images, in [0, 1], in which nothing moves
 * @param moving the probability, in [0, 1], that an object moves on its own; up to three objects of an image do
 * @param depth the share of images, in [0, 1], with near and far parts, where the camera's blur grows from one side
 *     to the other
 * @since 0.1.0
 */
public record SceneMotion(double unblurred, double moving, double depth) implements Serializable {
    /**
     * Checks the settings.
     *
     * @param unblurred the share of images that stay as they are
     * @param moving the probability that an object moves
     * @param depth the share of images with near and far parts
     * @throws IllegalArgumentException if one is out of range
     */
    public SceneMotion {
        SettingRange.require("share of unblurred images", unblurred, 1);
        SettingRange.require("chance of a thing to move", moving, 1);
        SettingRange.require("share of images with near and far parts", depth, 1);
    }
}
