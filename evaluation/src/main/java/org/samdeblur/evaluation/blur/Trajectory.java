package org.samdeblur.evaluation.blur;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The path of a point on the sensor during an exposure, sampled at equal intervals of time. Coordinates are in pixels,
 * relative to the position at half time.
 *
 * @param x columns to the right
 * @param y rows downwards, of the same number
 */
record Trajectory(double[] x, double[] y) {
    private static final int POINTS = 256;

    /**
     * Draws the path of a shaking camera: of constant speed, with gradual turns and occasional jolts that throw it
     * back, similar to Boracchi and Foi, Modeling the Performance of Image Restoration from Motion Blur (2012).
     */
    static Trajectory draw(Trajectories settings, SplittableRandom random) {
        double shortest = settings.shortest();
        double longest = settings.longest();
        double length = shortest == longest ? longest : random.nextDouble(shortest, longest);
        double[] x = new double[POINTS];
        double[] y = new double[POINTS];
        double angle = random.nextDouble(2 * Math.PI);
        double turn = 0;
        for (int i = 1; i < POINTS; i++) {
            turn = 0.95 * turn + 0.02 * settings.turns() * (random.nextDouble() - 0.5);
            angle += turn;
            if (RandomDecision.of(settings.jolts() / POINTS, random)) {
                angle += random.nextDouble(0.5 * Math.PI, 1.5 * Math.PI);
            }
            x[i] = x[i - 1] + Math.cos(angle);
            y[i] = y[i - 1] + Math.sin(angle);
        }
        double scale = length / Math.max(extent(x), extent(y));
        return new Trajectory(centred(x, scale), centred(y, scale));
    }

    /** Returns this path, scaled about its position at half time. */
    Trajectory scaled(double factor) {
        return new Trajectory(centred(x, factor), centred(y, factor));
    }

    private static double extent(double[] values) {
        return Arrays.stream(values).max().orElseThrow()
                - Arrays.stream(values).min().orElseThrow();
    }

    private static double[] centred(double[] values, double scale) {
        double middle = (values[POINTS / 2 - 1] + values[POINTS / 2]) / 2;
        return Arrays.stream(values).map(value -> (value - middle) * scale).toArray();
    }
}
