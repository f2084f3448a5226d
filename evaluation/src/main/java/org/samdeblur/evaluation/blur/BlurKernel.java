package org.samdeblur.evaluation.blur;

import java.util.Arrays;

/**
 * The weights with which a trajectory spreads a point over its neighbourhood. They are above 0 and add up to 1.
 *
 * @param dx the column of each weight, relative to the output pixel
 * @param dy the row of each weight, relative to the output pixel
 * @param weights the weights
 */
record BlurKernel(int[] dx, int[] dy, float[] weights) {
    /** Distributes every point of the trajectory over the four nearest pixels, bilinearly. */
    static BlurKernel of(Trajectory trajectory) {
        double[] x = trajectory.x();
        double[] y = trajectory.y();
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
        return ofGrid(weights, radius);
    }

    private static BlurKernel ofGrid(double[] grid, int radius) {
        int size = 2 * radius + 1;
        int[] dx = new int[grid.length];
        int[] dy = new int[grid.length];
        float[] weights = new float[grid.length];
        int count = 0;
        for (int i = 0; i < grid.length; i++) {
            if (grid[i] > 0) {
                dx[count] = i % size - radius;
                dy[count] = i / size - radius;
                weights[count++] = (float) grid[i];
            }
        }
        return new BlurKernel(Arrays.copyOf(dx, count), Arrays.copyOf(dy, count), Arrays.copyOf(weights, count));
    }

    /** Convolves a row-major plane. Beyond its edges, its outermost pixels are repeated. */
    float[] convolve(float[] plane, int height, int width) {
        float[] blurred = new float[plane.length];
        for (int y = 0; y < height; y++) {
            for (int tap = 0; tap < weights.length; tap++) {
                int from = Math.min(Math.max(y + dy[tap], 0), height - 1) * width;
                addRow(plane, from, dx[tap], weights[tap], blurred, y * width, width);
            }
        }
        return blurred;
    }

    /**
     * Adds a weighted row, shifted to the left. The part inside the image is added by one simple loop, which can be
     * vectorized.
     */
    private static void addRow(float[] plane, int from, int shift, float weight, float[] sum, int to, int width) {
        int start = Math.min(Math.max(-shift, 0), width);
        int end = Math.max(Math.min(width - shift, width), start);
        float first = weight * plane[from];
        for (int x = 0; x < start; x++) {
            sum[to + x] += first;
        }
        for (int x = start; x < end; x++) {
            sum[to + x] += weight * plane[from + shift + x];
        }
        float last = weight * plane[from + width - 1];
        for (int x = end; x < width; x++) {
            sum[to + x] += last;
        }
    }
}
