package org.samdeblur.evaluation.blur;

import java.util.SplittableRandom;

/** Chances; where the outcome is certain nothing is drawn, so that a setting at its limit leaves what follows as it was. */
final class RandomDecision {
    private RandomDecision() {}

    static boolean of(double probability, SplittableRandom random) {
        return probability >= 1 || probability > 0 && random.nextDouble() < probability;
    }
}
