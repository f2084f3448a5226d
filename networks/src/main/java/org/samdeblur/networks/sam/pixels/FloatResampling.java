package org.samdeblur.networks.sam.pixels;

import java.util.Arrays;

/**
 * How the pixels of one axis mix when it is resampled bilinearly with antialiasing, as PyTorch resamples floats: a triangle that is one
 * pixel of the coarser side wide to either side, with weights that sum up to 1. Nothing is rounded.
 */
final class FloatResampling {
    /** Of every pixel made, the first pixel it is mixed of. */
    private final int[] first;
    /** Of every pixel made, the weights of that and the following pixels. */
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

    /** Mixes whole rows to one of those made. */
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
