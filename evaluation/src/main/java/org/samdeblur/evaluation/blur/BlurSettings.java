package org.samdeblur.evaluation.blur;

import java.io.Serializable;
import java.util.Objects;

/**
 * The distribution from which {@link MotionBlur} draws blurs. Immutable.
 *
 * @param trajectories the paths of the camera and of objects
 * @param scene which parts of an image move
 * @param exposure how light becomes samples
 * @since 0.1.0
 */
public record BlurSettings(Trajectories trajectories, SceneMotion scene, Exposure exposure) implements Serializable {
    /**
     * Creates settings.
     *
     * @param trajectories the paths of the camera and of objects
     * @param scene which parts of an image move
     * @param exposure how light becomes samples
     */
    public BlurSettings {
        Objects.requireNonNull(trajectories, "trajectories");
        Objects.requireNonNull(scene, "scene");
        Objects.requireNonNull(exposure, "exposure");
    }

    /**
     * Returns settings for training: any length of blur up to a limit, a tenth of the images unblurred, moving
     * objects in some images, jolts in some paths, linear light with a gamma of 2.2, and noise with a standard
     * deviation of 0.005 (1.3 of 255 steps).
     *
     * @param longest the longest path in pixels, in [0, 4096]
     * @return the settings
     */
    public static BlurSettings everyDegreeUpTo(double longest) {
        return new BlurSettings(
                new Trajectories(0, longest, 1, 0.5),
                new SceneMotion(0.1, 0.4, 0),
                new Exposure(1, Response.USUAL, 0.005));
    }

    /**
     * Returns these settings with all images blurred in linear light, as in photographs.
     *
     * @return the settings
     */
    public BlurSettings inLinearLight() {
        return new BlurSettings(trajectories, scene, exposure.inLinearLight());
    }
}
