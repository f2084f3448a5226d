package org.samdeblur.evaluation.blur;

/** Checks ranges of settings. */
final class SettingRange {
    private SettingRange() {}

    /** Fails unless a value is in [0, {@code most}]. */
    static void require(String name, double value, double most) {
        if (!(value >= 0 && value <= most)) {
            throw new IllegalArgumentException("the " + name + " must be in [0, " + most + "], not " + value);
        }
    }
}
