package org.samdeblur.examples.blur;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The weights with which a moving camera or object spreads a point over its neighbourhood.
 *
 * @param radius pixels on each side of the centre
 * @param weights {@code (2 · radius + 1)²} weights, row-major, that add up to 1
 */
record BlurKernel(int radius, float[] weights) {
    private static final int POINTS = 256;

    /**
     * Draws a smooth random trajectory: a speed that changes slowly and turns, centred on its mean, and scaled so that it
     * extends over the given length.
     *
     * @param length pixels between the trajectory's outermost points, along the wider axis
     * @param random where the trajectory comes from
     * @return the kernel
     */
    static BlurKernel shake(double length, SplittableRandom random) {
        double[] x = new double[POINTS];
        double[] y = new double[POINTS];
        double angle = random.nextDouble(2 * Math.PI);
        double turn = 0;
        for (int i = 1; i < POINTS; i++) {
            turn = 0.95 * turn + 0.02 * (random.nextDouble() - 0.5);
            angle += turn;
            x[i] = x[i - 1] + Math.cos(angle);
            y[i] = y[i - 1] + Math.sin(angle);
        }
        double scale = length / Math.max(extent(x), extent(y));
        return splat(centred(x, scale), centred(y, scale));
    }

    private static double extent(double[] values) {
        return Arrays.stream(values).max().orElseThrow()
                - Arrays.stream(values).min().orElseThrow();
    }

    private static double[] centred(double[] values, double scale) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values).map(value -> (value - mean) * scale).toArray();
    }

    private static BlurKernel splat(double[] x, double[] y) {
        int radius = 1;
        for (int i = 0; i < x.length; i++) {
            radius = Math.max(radius, 1 + (int) Math.ceil(Math.max(Math.abs(x[i]), Math.abs(y[i]))));
        }
        int size = 2 * radius + 1;
        double[] weights = new double[size * size];
        for (int i = 0; i < x.length; i++) {
            int left = (int) Math.floor(x[i]);
            int top = (int) Math.floor(y[i]);
            double right = x[i] - left;
            double down = y[i] - top;
            int at = (top + radius) * size + left + radius;
            weights[at] += (1 - right) * (1 - down) / x.length;
            weights[at + 1] += right * (1 - down) / x.length;
            weights[at + size] += (1 - right) * down / x.length;
            weights[at + size + 1] += right * down / x.length;
        }
        float[] rounded = new float[weights.length];
        for (int i = 0; i < weights.length; i++) {
            rounded[i] = (float) weights[i];
        }
        return new BlurKernel(radius, rounded);
    }

    /** Convolves one plane, row-major, whose outermost pixels go on beyond its edges. */
    float[] convolve(float[] plane, int height, int width) {
        int size = 2 * radius + 1;
        float[] blurred = new float[plane.length];
        for (int tap = 0; tap < weights.length; tap++) {
            float weight = weights[tap];
            if (weight == 0) {
                continue;
            }
            int dx = tap % size - radius;
            int dy = tap / size - radius;
            for (int y = 0; y < height; y++) {
                int from = Math.min(Math.max(y + dy, 0), height - 1) * width;
                for (int x = 0; x < width; x++) {
                    blurred[y * width + x] += weight * plane[from + Math.min(Math.max(x + dx, 0), width - 1)];
                }
            }
        }
        return blurred;
    }
}
