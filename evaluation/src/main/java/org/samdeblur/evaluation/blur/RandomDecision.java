package org.samdeblur.evaluation.blur;

import java.util.SplittableRandom;

/**
 * Random decisions. If the outcome is certain, no random number is drawn, so that a setting of 0 or 1 does not change
 * the random numbers that follow.
 */
final class RandomDecision {
    private RandomDecision() {}

    static boolean of(double probability, SplittableRandom random) {
        return probability >= 1 || probability > 0 && random.nextDouble() < probability;
    }
}
