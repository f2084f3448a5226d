package org.samdeblur.evaluation.blur;

import java.io.Serializable;
import java.util.Objects;

/**
 * Which blurs are drawn.
 *
 * @param trajectories the ways of camera and things
 * @param scene what is blurred
 * @param exposure how light becomes samples
 * @since 0.1.0
 */
public record BlurSettings(Trajectories trajectories, SceneMotion scene, Exposure exposure) implements Serializable {
    /**
     * Checks that all are there.
     *
     * @param trajectories the ways of camera and things
     * @param scene what is blurred
     * @param exposure how light becomes samples
     */
    public BlurSettings {
        Objects.requireNonNull(trajectories, "trajectories");
        Objects.requireNonNull(scene, "scene");
        Objects.requireNonNull(exposure, "exposure");
    }

    /**
     * Returns settings to train with: every degree of blur up to a length, a tenth of the images unblurred, things that move
     * in some images, jolts in some trajectories, linear light of gamma 2.2, and noise of 0.005 (1.3 of 255 steps).
     *
     * @param longest the longest trajectory in pixels
     * @return the settings
     */
    public static BlurSettings everyDegreeUpTo(double longest) {
        return new BlurSettings(
                new Trajectories(0, longest, 1, 0.5),
                new SceneMotion(0.1, 0.4, 0),
                new Exposure(1, Response.USUAL, 0.005));
    }

    /**
     * Returns these settings, but for what light is: as photographs are taken.
     *
     * @return the settings, with all images blurred in linear light
     */
    public BlurSettings inLinearLight() {
        return new BlurSettings(trajectories, scene, exposure.inLinearLight());
    }
}
