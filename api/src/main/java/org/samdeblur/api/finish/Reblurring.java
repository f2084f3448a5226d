package org.samdeblur.api.finish;

import java.util.Arrays;

/**
 * Looks for the blur that turns an output back into its input, in windows of an image. A kernel of 25 cells with a sum of 1 is fitted by
 * least squares: the middle, its eight neighbours, and as many cells at twice and at four times their distance, so that it can move the
 * image as well as blur it. Not safe for use by multiple threads.
 *
 * <p>Kernels are written as {@code 1 + Σ aᵢ (shiftᵢ − 1)}. Their sum is 1 for any coefficients, so that a change of colour or
 * brightness is no blur.
 */
final class Reblurring {
    private static final int REACH = 4;
    /** The least height and width in cells of images that can be compared. */
    static final int LEAST_SIDE = 2 * REACH + 1;

    private static final int[] ACROSS = {-1, 0, 1, -1, 1, -1, 0, 1, -2, 0, 2, -2, 2, -2, 0, 2, -4, 0, 4, -4, 4, -4, 0, 4
    };
    private static final int[] DOWN = {-1, -1, -1, 0, 0, 1, 1, 1, -2, -2, -2, 0, 0, 2, 2, 2, -4, -4, -4, 0, 0, 4, 4, 4};
    private static final int SHIFTS = ACROSS.length;

    /** The variance of noise that a kernel must not follow. */
    private static final float NOISE = 1e-5f;

    /** With fewer values, there is a kernel for any change. */
    private static final int LEAST_VALUES = 4 * SHIFTS;

    private final CoarseImage input;
    private final CoarseImage output;
    private final float[][] products = new float[SHIFTS][SHIFTS];
    private final float[] targets = new float[SHIFTS];
    private final float[] terms = new float[SHIFTS];
    private final double[][] factor = new double[SHIFTS][SHIFTS];
    private final double[] solution = new double[SHIFTS];

    Reblurring(CoarseImage input, CoarseImage output) {
        this.input = input;
        this.output = output;
    }

    /**
     * How an output differs from its input in a window, as mean squares.
     *
     * @param changed the difference
     * @param unexplained what remains of it when the output is blurred again, at most {@code changed}
     * @param contrast the variance of the input
     */
    record Difference(double changed, double unexplained, double contrast) {
        static final Difference NONE = new Difference(0, 0, 0);
    }

    /**
     * Compares output and input in a square window. Cells near the image's edges are left out, since what blurred over the edge is
     * not known.
     *
     * @param x the column of its middle
     * @param y the row of its middle
     * @param radius how many cells it reaches from there
     * @param least the least mean square of a difference that matters
     * @return the difference; none if it is less, or too little of the window is left
     */
    Difference compare(int x, int y, int radius, double least) {
        int left = Math.max(x - radius, REACH);
        int right = Math.min(x + radius, input.width() - 1 - REACH);
        int top = Math.max(y - radius, REACH);
        int bottom = Math.min(y + radius, input.height() - 1 - REACH);
        int count = 3 * Math.max(right - left + 1, 0) * Math.max(bottom - top + 1, 0);
        if (count < LEAST_VALUES) {
            return Difference.NONE;
        }
        double changed = changed(left, right, top, bottom) / count;
        if (changed < least) {
            return Difference.NONE;
        }
        collect(left, right, top, bottom);
        double unexplained = Math.max(changed - explained(NOISE * count) / count, 0);
        return new Difference(changed, unexplained, contrast(left, right, top, bottom));
    }

    private double changed(int left, int right, int top, int bottom) {
        double sum = 0;
        for (int channel = 0; channel < 3; channel++) {
            for (int v = top; v <= bottom; v++) {
                for (int u = left; u <= right; u++) {
                    double difference = input.at(channel, u, v) - output.at(channel, u, v);
                    sum += difference * difference;
                }
            }
        }
        return sum;
    }

    private double contrast(int left, int right, int top, int bottom) {
        int cells = (right - left + 1) * (bottom - top + 1);
        double contrast = 0;
        for (int channel = 0; channel < 3; channel++) {
            double sum = 0;
            double squares = 0;
            for (int v = top; v <= bottom; v++) {
                for (int u = left; u <= right; u++) {
                    double value = input.at(channel, u, v);
                    sum += value;
                    squares += value * value;
                }
            }
            contrast += Math.max(squares - sum * sum / cells, 0) / cells;
        }
        return contrast / 3;
    }

    /** Adds up the equations of all cells. */
    private void collect(int left, int right, int top, int bottom) {
        for (float[] row : products) {
            Arrays.fill(row, 0);
        }
        Arrays.fill(targets, 0);
        for (int channel = 0; channel < 3; channel++) {
            float[] before = input.channels()[channel];
            float[] after = output.channels()[channel];
            for (int v = top; v <= bottom; v++) {
                for (int at = v * output.width() + left; at <= v * output.width() + right; at++) {
                    for (int i = 0; i < SHIFTS; i++) {
                        terms[i] = after[at + DOWN[i] * output.width() + ACROSS[i]] - after[at];
                    }
                    add(before[at] - after[at]);
                }
            }
        }
    }

    private void add(float target) {
        for (int i = 0; i < SHIFTS; i++) {
            float value = terms[i];
            float[] row = products[i];
            for (int j = 0; j < SHIFTS; j++) {
                row[j] += value * terms[j];
            }
            targets[i] += value * target;
        }
    }

    /** Solves the equations by Cholesky's method, as far as the sum of squares that the solution explains: |L⁻¹ targets|². */
    private double explained(double ridge) {
        double explained = 0;
        for (int i = 0; i < SHIFTS; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = products[i][j] + (i == j ? ridge : 0);
                for (int k = 0; k < j; k++) {
                    sum -= factor[i][k] * factor[j][k];
                }
                factor[i][j] = i == j ? Math.sqrt(Math.max(sum, ridge / 2)) : sum / factor[j][j];
            }
            double rest = targets[i];
            for (int k = 0; k < i; k++) {
                rest -= factor[i][k] * solution[k];
            }
            solution[i] = rest / factor[i][i];
            explained += solution[i] * solution[i];
        }
        return explained;
    }
}
