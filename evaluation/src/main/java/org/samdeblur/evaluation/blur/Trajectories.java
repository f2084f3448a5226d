package org.samdeblur.evaluation.blur;

import java.io.Serializable;

/**
 * The distribution of the paths of the camera and of moving objects. The length of a path is its extent
 * in pixels along its wider axis, drawn uniformly between two limits. Immutable.
 *
 * @param shortest the shortest length in pixels, in [0, 4096]
 * @param longest the longest length in pixels, at least the shortest and at most 4096
 * @param turns how much a path turns gradually, in [0, 1]: at 0 it is straight, at 1 it turns by about 70 degrees
 * @param jolts the mean number of jolts that throw a path back, in [0, 256]
 * @since 0.1.0
 */
public record Trajectories(double shortest, double longest, double turns, double jolts) implements Serializable {
    /** Limits the memory of a kernel, which is a square. */
    private static final double LONGEST = 4096;

    /** The number of points of a trajectory, each of which can have one jolt. */
    private static final double MOST_JOLTS = 256;

    /**
     * Checks the settings.
     *
     * @param shortest the shortest length in pixels
     * @param longest the longest length in pixels
     * @param turns how much a path turns
     * @param jolts the mean number of jolts
     * @throws IllegalArgumentException if a value is out of range
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
