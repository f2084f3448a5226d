package org.samdeblur.evaluation;

import java.util.Arrays;

/**
 * The window of SSIM along one axis. Since the Gaussian is separable, three passes apply a window of three dimensions.
 */
final class GaussianWindow {
    static final int RADIUS = 5;
    static final int SIZE = 2 * RADIUS + 1;

    private static final double SIGMA = 1.5;
    private static final double[] WEIGHTS = weights();

    private GaussianWindow() {}

    private static double[] weights() {
        double[] weights = new double[SIZE];
        double sum = 0;
        for (int i = 0; i < SIZE; i++) {
            double distance = (i - RADIUS) / SIGMA;
            weights[i] = Math.exp(-distance * distance / 2);
            sum += weights[i];
        }
        for (int i = 0; i < SIZE; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    static double weight(int tap) {
        return WEIGHTS[tap];
    }

    /** Returns the mixing matrix of separate channels: the identity. */
    static double[][] separate(int channels) {
        double[][] mixing = new double[channels][channels];
        for (int channel = 0; channel < channels; channel++) {
            mixing[channel][channel] = 1;
        }
        return mixing;
    }

    /**
     * Returns the mixing matrix of a window across channels, {@code [target][source]}; the outermost channels are
     * repeated.
     */
    static double[][] across(int channels) {
        double[][] mixing = new double[channels][channels];
        for (int channel = 0; channel < channels; channel++) {
            for (int tap = 0; tap < SIZE; tap++) {
                int source = Math.min(Math.max(channel + tap - RADIUS, 0), channels - 1);
                mixing[channel][source] += WEIGHTS[tap];
            }
        }
        return mixing;
    }

    /** Smooths a row that is padded by {@link #RADIUS} values at both ends. */
    static void smooth(double[] padded, double[] result) {
        Arrays.fill(result, 0);
        for (int tap = 0; tap < SIZE; tap++) {
            double weight = WEIGHTS[tap];
            for (int x = 0; x < result.length; x++) {
                result[x] += weight * padded[x + tap];
            }
        }
    }
}
