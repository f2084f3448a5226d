package org.samdeblur.evaluation.blur;

import java.io.Serializable;

/**
 * What of a scene is blurred.
 *
 * @param unblurred the share of images, in [0, 1], during which neither camera nor things move
 * @param moving the chance, in [0, 1], that a thing moves by itself; up to three of an image do
 * @param depth the share of images, in [0, 1], that have near and far parts: the blur of the camera's motion grows from one side to
 *     the other
 * @since 0.1.0
 */
public record SceneMotion(double unblurred, double moving, double depth) implements Serializable {
    /**
     * Checks the settings.
     *
     * @param unblurred the share of images that stay as they are
     * @param moving the chance of a thing to move
     * @param depth the share of images with near and far parts
     * @throws IllegalArgumentException if one is out of range
     */
    public SceneMotion {
        SettingRange.require("share of unblurred images", unblurred, 1);
        SettingRange.require("chance of a thing to move", moving, 1);
        SettingRange.require("share of images with near and far parts", depth, 1);
    }
}
