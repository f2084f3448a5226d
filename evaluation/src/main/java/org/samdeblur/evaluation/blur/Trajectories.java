package org.samdeblur.evaluation.blur;

import java.io.Serializable;

/**
 * Which trajectories are drawn, for the camera and for every thing that moves by itself. Lengths are pixels between the outermost
 * points along the wider axis, drawn evenly between two limits.
 *
 * @param shortest the shortest trajectory in pixels, in [0, 4096]
 * @param longest the longest trajectory in pixels, from the shortest to 4096
 * @param turns how much a trajectory turns by and by, in [0, 1]: at 0 it is straight, at 1 it comes round by 70 degrees or so
 * @param jolts how many times on average a trajectory is jolted back, in [0, 256]
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
     * @param shortest the shortest trajectory
     * @param longest the longest trajectory
     * @param turns how much a trajectory turns
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
