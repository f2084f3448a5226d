package org.samdeblur.evaluation.blur;

/** Checks settings. */
final class SettingRange {
    private SettingRange() {}

    /** Fails for what is below 0, above the most it may be, or no number. */
    static void require(String name, double value, double most) {
        if (!(value >= 0 && value <= most)) {
            throw new IllegalArgumentException("the " + name + " must be in [0, " + most + "], not " + value);
        }
    }
}
