package org.samdeblur.evaluation.blur;

import java.io.Serializable;

/**
 * The distribution of paths, of the camera and of objects that move on their own. The length of a path is its extent
 * in pixels along its wider axis, drawn uniformly between two limits. Immutable.
 *
 * @param shortest the least length in pixels, in [0, 4096]
 * @param longest the greatest length in pixels, at most 4096
 * @param turns how much a path turns gradually, in [0, 1]: at 0 it is straight, at 1 it turns by about 70 degrees
 * @param jolts the mean number of jolts that throw a path back, in [0, 256]
 * @since 0.1.0
 */
public record Trajectories(double shortest, double longest, double turns, double jolts) implements Serializable {
    /** A kernel is a square of floats: 64 MB at this length. */
    private static final double LONGEST = 4096;

    /** A trajectory has so many points, and a jolt at most at each. */
    private static final double MOST_JOLTS = 256;

    /**
     * Checks the settings.
     *
     * @param shortest the least length
     * @param longest the greatest length
     * @param turns how much a path turns
     * @param jolts the mean number of jolts
     * @throws IllegalArgumentException if one is out of range
     */
    public Trajectories {
        SettingRange.require("shortest trajectory", shortest, LONGEST);
        SettingRange.require("longest trajectory", longest, LONGEST);
        if (longest < shortest) {
            throw new IllegalArgumentException(
                    "the longest trajectory, " + longest + ", is shorter than the shortest, " + shortest);
        }
        SettingRange.require("amount of turning", turns, 1);
        SettingRange.require("mean number of jolts", jolts, MOST_JOLTS);
    }
}
