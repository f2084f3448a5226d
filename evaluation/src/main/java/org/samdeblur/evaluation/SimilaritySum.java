package org.samdeblur.evaluation;

import java.util.Arrays;

/**
 * Adds up the similarity of two images pixel by pixel. Rows are smoothed as the window moves down, so that only as many
 * rows as the window is high are in memory. The result is then mixed across channels. Since the window is separable,
 * the order of the axes does not matter.
 */
final class SimilaritySum {
    /** The local moments from which similarity is computed: x, y, x², y², xy. */
    private static final int MOMENTS = 5;

    private final Planes first;
    private final Planes second;
    private final double[][] mixing;
    private final int width;
    private final double c1;
    private final double c2;
    /** Rows smoothed along x, by row modulo the size of the window, channel and moment. */
    private final double[][][][] rows;
    /** The current row, smoothed along x and y, by channel and moment. */
    private final double[][][] smoothed;
    /** The current row of one channel, mixed across channels, by moment. */
    private final double[][] mixed;

    private final double[] padded;

    SimilaritySum(Planes.Pair pair, double[][] mixing) {
        this.first = pair.first();
        this.second = pair.second();
        this.mixing = mixing;
        this.width = first.width();
        this.c1 = Math.pow(0.01 * first.peak(), 2);
        this.c2 = Math.pow(0.03 * first.peak(), 2);
        this.rows = new double[GaussianWindow.SIZE][first.channels()][MOMENTS][width];
        this.smoothed = new double[first.channels()][MOMENTS][width];
        this.mixed = new double[MOMENTS][width];
        this.padded = new double[width + 2 * GaussianWindow.RADIUS];
    }

    /** Returns the mean similarity over a range of rows and columns and all channels. */
    double mean(int fromRow, int toRow, int fromColumn, int toColumn) {
        double sum = 0;
        int known = 0;
        for (int y = fromRow; y < toRow; y++) {
            for (; known < first.height() && known <= y + GaussianWindow.RADIUS; known++) {
                smoothAlongRow(known);
            }
            smoothDown(y);
            for (int channel = 0; channel < mixing.length; channel++) {
                mix(mixing[channel]);
                sum += similarity(fromColumn, toColumn);
            }
        }
        return sum / ((double) mixing.length * (toRow - fromRow) * (toColumn - fromColumn));
    }

    private void smoothAlongRow(int y) {
        double[][][] target = rows[y % GaussianWindow.SIZE];
        for (int channel = 0; channel < target.length; channel++) {
            double[] a = first.samples()[channel];
            double[] b = second.samples()[channel];
            for (int moment = 0; moment < MOMENTS; moment++) {
                for (int i = 0; i < padded.length; i++) {
                    int x = Math.min(Math.max(i - GaussianWindow.RADIUS, 0), width - 1);
                    padded[i] = product(moment, a[y * width + x], b[y * width + x]);
                }
                GaussianWindow.smooth(padded, target[channel][moment]);
            }
        }
    }

    private static double product(int moment, double a, double b) {
        return switch (moment) {
            case 0 -> a;
            case 1 -> b;
            case 2 -> a * a;
            case 3 -> b * b;
            default -> a * b;
        };
    }

    private void smoothDown(int y) {
        for (int channel = 0; channel < smoothed.length; channel++) {
            for (int moment = 0; moment < MOMENTS; moment++) {
                Arrays.fill(smoothed[channel][moment], 0);
                for (int tap = 0; tap < GaussianWindow.SIZE; tap++) {
                    int row = Math.min(Math.max(y + tap - GaussianWindow.RADIUS, 0), first.height() - 1);
                    addTo(
                            smoothed[channel][moment],
                            GaussianWindow.weight(tap),
                            rows[row % GaussianWindow.SIZE][channel][moment]);
                }
            }
        }
    }

    private void mix(double[] weights) {
        for (int moment = 0; moment < MOMENTS; moment++) {
            Arrays.fill(mixed[moment], 0);
            for (int channel = 0; channel < weights.length; channel++) {
                if (weights[channel] != 0) {
                    addTo(mixed[moment], weights[channel], smoothed[channel][moment]);
                }
            }
        }
    }

    private static void addTo(double[] sum, double weight, double[] values) {
        for (int x = 0; x < sum.length; x++) {
            sum[x] += weight * values[x];
        }
    }

    private double similarity(int fromColumn, int toColumn) {
        double sum = 0;
        for (int x = fromColumn; x < toColumn; x++) {
            double meanA = mixed[0][x];
            double meanB = mixed[1][x];
            double squares = meanA * meanA + meanB * meanB;
            double variances = mixed[2][x] + mixed[3][x] - squares;
            double covariance = mixed[4][x] - meanA * meanB;
            sum += (2 * meanA * meanB + c1) * (2 * covariance + c2) / ((squares + c1) * (variances + c2));
        }
        return sum;
    }
}
