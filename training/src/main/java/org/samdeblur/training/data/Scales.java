package org.samdeblur.training.data;

import java.io.Serializable;
import java.util.SplittableRandom;

/**
 * The factors by which images are enlarged or reduced after blurring. The logarithm of the factor is drawn uniformly.
 * Reduced images are crisp and have short blur; enlarged ones are soft. Immutable.
 *
 * @param smallest the smallest factor, above 0; 0.5 halves height and width
 * @param largest the largest factor, at least the smallest
 * @since 0.1.0
 */
public record Scales(double smallest, double largest) implements Serializable {
    /** All images keep their size. */
    public static final Scales NONE = new Scales(1, 1);

    /**
     * Checks the factors.
     *
     * @param smallest the smallest factor
     * @param largest the largest factor
     * @throws IllegalArgumentException if a factor is out of range
     */
    public Scales {
        if (!(smallest > 0 && largest >= smallest && largest < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "scales must be factors above 0, the smaller one first, not " + smallest + " and " + largest);
        }
    }

    double draw(SplittableRandom random) {
        return smallest == largest ? smallest : smallest * Math.pow(largest / smallest, random.nextDouble());
    }

    /** Returns the side of the square that the largest reduction scales to the given side. */
    int largestSquare(int side) {
        return square(side, Math.min(smallest, 1));
    }

    static int square(int side, double scale) {
        return (int) Math.ceil(side / scale);
    }
}
