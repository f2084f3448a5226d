package org.samdeblur.networks.sam.pixels;

import java.util.Arrays;

/**
 * The weights for resampling one axis bilinearly with antialiasing, as PyTorch resamples floats: with a triangle filter
 * whose radius is one pixel of the coarser side. Weights sum to 1; results are not rounded.
 */
final class FloatResampling {
    /** For every output pixel, the first input pixel of its sum. */
    private final int[] first;
    /** For every output pixel, the weights of that and the following input pixels. */
    private final float[][] weights;

    private FloatResampling(int made) {
        this.first = new int[made];
        this.weights = new float[made][];
    }

    static FloatResampling between(int from, int to) {
        FloatResampling result = new FloatResampling(to);
        double scale = (double) from / to;
        double reach = Math.max(scale, 1);
        for (int i = 0; i < to; i++) {
            double centre = scale * (i + 0.5);
            int start = Math.max(0, (int) (centre - reach + 0.5));
            int end = Math.min(from, (int) (centre + reach + 0.5));
            result.first[i] = start;
            result.weights[i] = triangle(start, end, centre, reach);
        }
        return result;
    }

    private static float[] triangle(int start, int end, double centre, double reach) {
        double[] heights = new double[end - start];
        double sum = 0;
        for (int k = 0; k < heights.length; k++) {
            heights[k] = Math.max(0, 1 - Math.abs((start + k - centre + 0.5) / reach));
            sum += heights[k];
        }
        float[] weights = new float[heights.length];
        for (int k = 0; k < weights.length; k++) {
            weights[k] = (float) (heights[k] / sum);
        }
        return weights;
    }

    /** Resamples a row. */
    void alongRow(float[] row, float[] made) {
        for (int i = 0; i < first.length; i++) {
            float sum = 0;
            for (int k = 0; k < weights[i].length; k++) {
                sum += weights[i][k] * row[first[i] + k];
            }
            made[i] = sum;
        }
    }

    /** Computes one output row as a sum of whole rows. */
    void acrossRows(float[][] rows, int madeRow, float[] made) {
        Arrays.fill(made, 0);
        for (int k = 0; k < weights[madeRow].length; k++) {
            float weight = weights[madeRow][k];
            float[] row = rows[first[madeRow] + k];
            for (int x = 0; x < made.length; x++) {
                made[x] += weight * row[x];
            }
        }
    }
}
