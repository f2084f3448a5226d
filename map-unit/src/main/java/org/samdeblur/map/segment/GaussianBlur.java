package org.samdeblur.map.segment;

import java.util.Arrays;

/**
 * Smooths planes in place with a Gaussian that is cut off at four standard deviations. Beyond the border, the image is
 * mirrored, including the outermost pixel.
 */
final class GaussianBlur {
    private static final double CUT_OFF = 4;

    private final float[] kernel;
    private final int radius;

    GaussianBlur(double sigma) {
        radius = (int) (CUT_OFF * sigma + 0.5);
        kernel = new float[2 * radius + 1];
        double[] exact = new double[kernel.length];
        for (int tap = -radius; tap <= radius; tap++) {
            exact[tap + radius] = radius == 0 ? 1 : Math.exp(-0.5 * tap * tap / (sigma * sigma));
        }
        double total = Arrays.stream(exact).sum();
        for (int tap = 0; tap < kernel.length; tap++) {
            kernel[tap] = (float) (exact[tap] / total);
        }
    }

    /** Smooths {@code height · width} row-major values. */
    void smooth(float[] plane, int height, int width) {
        if (radius > 0) {
            smoothRows(plane, height, width);
            smoothColumns(plane, height, width);
        }
    }

    private void smoothRows(float[] plane, int height, int width) {
        float[] mirrored = new float[width + 2 * radius];
        float[] smooth = new float[width];
        for (int y = 0; y < height; y++) {
            int start = y * width;
            System.arraycopy(plane, start, mirrored, radius, width);
            for (int i = 0; i < radius; i++) {
                mirrored[i] = plane[start + mirror(i - radius, width)];
                mirrored[radius + width + i] = plane[start + mirror(width + i, width)];
            }
            Arrays.fill(smooth, 0);
            int tap = 0;
            for (; tap + 1 < kernel.length; tap += 2) {
                addScaled(smooth, mirrored, tap, kernel[tap], mirrored, tap + 1, kernel[tap + 1]);
            }
            addScaled(smooth, mirrored, tap, kernel[tap]);
            System.arraycopy(smooth, 0, plane, start, width);
        }
    }

    /**
     * Smooths along columns. Keeps copies of the rows that are still needed, since the plane is overwritten from the
     * top.
     */
    private void smoothColumns(float[] plane, int height, int width) {
        float[][] originals = new float[kernel.length][width];
        float[] smooth = new float[width];
        int copied = 0;
        for (int y = 0; y < height; y++) {
            for (; copied <= Math.min(y + radius, height - 1); copied++) {
                System.arraycopy(plane, copied * width, originals[copied % kernel.length], 0, width);
            }
            Arrays.fill(smooth, 0);
            int tap = 0;
            for (; tap + 1 < kernel.length; tap += 2) {
                float[] row = originals[mirror(y + tap - radius, height) % kernel.length];
                float[] next = originals[mirror(y + tap + 1 - radius, height) % kernel.length];
                addScaled(smooth, row, 0, kernel[tap], next, 0, kernel[tap + 1]);
            }
            addScaled(smooth, originals[mirror(y + tap - radius, height) % kernel.length], 0, kernel[tap]);
            System.arraycopy(smooth, 0, plane, y * width, width);
        }
    }

    private static void addScaled(float[] sum, float[] values, int offset, float factor) {
        for (int x = 0; x < sum.length; x++) {
            sum[x] += factor * values[x + offset];
        }
    }

    /** Adds two taps in one pass: half the loads and stores of two passes, and the same rounding. */
    private static void addScaled(
            float[] sum, float[] values, int offset, float factor, float[] more, int moreOffset, float moreFactor) {
        for (int x = 0; x < sum.length; x++) {
            float first = sum[x] + factor * values[x + offset];
            sum[x] = first + moreFactor * more[x + moreOffset];
        }
    }

    /** Folds an index into [0, size): … 1 0 | 0 1 … size−1 | size−1 …. */
    private static int mirror(int index, int size) {
        int folded = Math.floorMod(index, 2 * size);
        return Math.min(folded, 2 * size - 1 - folded);
    }
}
