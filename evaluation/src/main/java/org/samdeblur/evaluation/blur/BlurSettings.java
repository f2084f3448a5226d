package org.samdeblur.evaluation.blur;

/**
 * Which blurs are drawn. Lengths are those of trajectories: pixels between the outermost points along the wider axis, drawn
 * evenly between two limits for the camera, and for every thing that moves by itself.
 *
 * @param shortest the shortest trajectory in pixels, 0 or more
 * @param longest the longest trajectory in pixels, at least the shortest
 * @param unblurred the share of images, in [0, 1], during which neither camera nor things move
 * @param moving the chance, in [0, 1], that a thing moves by itself; up to three of an image do
 * @param jolts how many times on average a trajectory is jolted back, in [0, 256]; without jolts it turns by and by
 * @param linearLight the share of images, in [0, 1], that are blurred in linear light, as a sensor does it; the others have their
 *     values averaged as they stand, as the folders {@code blur} of GoPro were made
 * @param noise standard deviation of the noise on every sample, of a range of 1; 0 for none
 */
public record BlurSettings(
        double shortest,
        double longest,
        double unblurred,
        double moving,
        double jolts,
        double linearLight,
        double noise) {
    /** A trajectory has so many points, and a jolt at most at each. */
    private static final double MOST_JOLTS = 256;

    /**
     * Checks the settings.
     *
     * @param shortest the shortest trajectory
     * @param longest the longest trajectory
     * @param unblurred the share of images that stay as they are
     * @param moving the chance of a thing to move
     * @param jolts the mean number of jolts
     * @param linearLight the share of images blurred in linear light
     * @param noise the noise
     * @throws IllegalArgumentException if one is out of range
     */
    public BlurSettings {
        requireRange("shortest trajectory", shortest, Double.MAX_VALUE);
        requireRange("longest trajectory", longest, Double.MAX_VALUE);
        if (longest < shortest) {
            throw new IllegalArgumentException(
                    "the longest trajectory, " + longest + ", is shorter than the shortest, " + shortest);
        }
        requireRange("share of unblurred images", unblurred, 1);
        requireRange("chance of a thing to move", moving, 1);
        requireRange("mean number of jolts", jolts, MOST_JOLTS);
        requireRange("share of images blurred in linear light", linearLight, 1);
        requireRange("noise", noise, 1);
    }

    private static void requireRange(String name, double value, double most) {
        if (!(value >= 0 && value <= most)) {
            throw new IllegalArgumentException("the " + name + " must be "
                    + (most == Double.MAX_VALUE ? "0 or more" : "in [0, " + most + "]") + ", not " + value);
        }
    }

    /**
     * Returns settings to train with: every degree of blur up to a length, a tenth of the images unblurred, things that move
     * in some images, jolts in some trajectories, linear light, and noise of 0.005 (1.3 of 255 steps).
     *
     * @param longest the longest trajectory in pixels
     * @return the settings
     */
    public static BlurSettings everyDegreeUpTo(double longest) {
        return new BlurSettings(0, longest, 0.1, 0.4, 0.5, 1, 0.005);
    }
}
