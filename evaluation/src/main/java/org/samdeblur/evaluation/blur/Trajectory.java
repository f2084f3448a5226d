package org.samdeblur.evaluation.blur;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The way a point takes on the sensor during an exposure, in pixels from its mean, at points of equal distance in time.
 *
 * @param x columns to the right
 * @param y rows downwards, as many
 */
record Trajectory(double[] x, double[] y) {
    private static final int POINTS = 256;

    /**
     * Draws the way of a shaking camera: it goes on at one speed, turns by and by, and now and then is jolted back, in the
     * spirit of Boracchi and Foi, Modeling the Performance of Image Restoration from Motion Blur (2012).
     *
     * @param length pixels between the outermost points along the wider axis
     * @param jolts how many jolts there are on average
     * @param random where all of it comes from; not asked about jolts where there are none
     */
    static Trajectory shake(double length, double jolts, SplittableRandom random) {
        double[] x = new double[POINTS];
        double[] y = new double[POINTS];
        double angle = random.nextDouble(2 * Math.PI);
        double turn = 0;
        for (int i = 1; i < POINTS; i++) {
            turn = 0.95 * turn + 0.02 * (random.nextDouble() - 0.5);
            angle += turn;
            if (Chance.of(jolts / POINTS, random)) {
                angle += random.nextDouble(0.5 * Math.PI, 1.5 * Math.PI);
            }
            x[i] = x[i - 1] + Math.cos(angle);
            y[i] = y[i - 1] + Math.sin(angle);
        }
        double scale = length / Math.max(extent(x), extent(y));
        return new Trajectory(centred(x, scale), centred(y, scale));
    }

    private static double extent(double[] values) {
        return Arrays.stream(values).max().orElseThrow()
                - Arrays.stream(values).min().orElseThrow();
    }

    private static double[] centred(double[] values, double scale) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values).map(value -> (value - mean) * scale).toArray();
    }
}
