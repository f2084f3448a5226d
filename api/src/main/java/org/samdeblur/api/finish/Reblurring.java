package org.samdeblur.api.finish;

import java.util.Arrays;

/**
 * Estimates the blur that turns an output back into its input, in windows of an image. A kernel of 25 cells with a sum
 * of 1 is fitted by least squares: the middle, its eight neighbours, and eight cells each at two and four times their
 * distance, so that the kernel can shift the image as well as blur it. Not safe for use by multiple threads.
 *
 * <p>Kernels have the form {@code 1 + Σ aᵢ (shiftᵢ − 1)}. Their sum is 1 for any coefficients, so that no kernel
 * explains a change of colour or brightness.
 */
final class Reblurring {
    private static final int REACH = 4;
    /** The minimum height and width, in cells, of images that can be compared. */
    static final int LEAST_SIDE = 2 * REACH + 1;

    private static final int[] ACROSS = {-1, 0, 1, -1, 1, -1, 0, 1, -2, 0, 2, -2, 2, -2, 0, 2, -4, 0, 4, -4, 4, -4, 0, 4
    };
    private static final int[] DOWN = {-1, -1, -1, 0, 0, 1, 1, 1, -2, -2, -2, 0, 0, 2, 2, 2, -4, -4, -4, 0, 0, 4, 4, 4};
    private static final int SHIFTS = ACROSS.length;

    /** The variance of noise, which regularises the fit. */
    private static final float NOISE = 1e-5f;

    /** With fewer values, some kernel would explain any change. */
    private static final int LEAST_VALUES = 4 * SHIFTS;

    /** The distance between windows in cells. */
    static final int STRIDE = 4;

    /** The distance from a window's middle to its edge in cells. */
    private static final int RADIUS = 4;

    /** The number of pieces across a window: three single columns, and the two groups of columns between them. */
    private static final int PIECES = 2 * (2 * RADIUS / STRIDE) + 1;

    private final CoarseImage input;
    private final CoarseImage output;

    /** The pieces of all windows by row and column; null before the first window that needs them and after the last. */
    private final float[][][] pieces;

    /** The products of shifts i and j at {@code i * SHIFTS + j}, then the products of the shifts with the change. */
    private final float[] equations = new float[(SHIFTS + 1) * SHIFTS];

    private final float[] terms = new float[SHIFTS];
    private final double[][] factor = new double[SHIFTS][SHIFTS];
    private final double[] solution = new double[SHIFTS];

    Reblurring(CoarseImage input, CoarseImage output) {
        this.input = input;
        this.output = output;
        this.pieces = new float[pieces(input.height())][pieces(input.width())][];
    }

    private static int pieces(int cells) {
        return 2 * ((cells - 1) / STRIDE) + PIECES;
    }

    /**
     * The difference of an output from its input in a window, as mean squares.
     *
     * @param changed the difference
     * @param unexplained the remaining difference when the output is blurred again, at most {@code changed}
     * @param contrast the variance of the input
     */
    record Difference(double changed, double unexplained, double contrast) {
        static final Difference NONE = new Difference(0, 0, 0);
    }

    /**
     * Compares output and input in a square window around a block. Cells near the image's edges are left out, since the
     * content beyond the edge is not known. Blocks must be compared row by row.
     *
     * @param column the column of the block, {@value #STRIDE} cells wide
     * @param row its row
     * @param least the minimum mean square of a relevant difference
     * @return the difference; {@link Difference#NONE} if it is less, or if the window has too few cells
     */
    Difference compare(int column, int row, double least) {
        int x = column * STRIDE + STRIDE / 2;
        int y = row * STRIDE + STRIDE / 2;
        int left = Math.max(x - RADIUS, REACH);
        int right = Math.min(x + RADIUS, input.width() - 1 - REACH);
        int top = Math.max(y - RADIUS, REACH);
        int bottom = Math.min(y + RADIUS, input.height() - 1 - REACH);
        int count = 3 * Math.max(right - left + 1, 0) * Math.max(bottom - top + 1, 0);
        if (count < LEAST_VALUES) {
            return Difference.NONE;
        }
        double changed = changed(left, right, top, bottom) / count;
        if (changed < least) {
            return Difference.NONE;
        }
        collect(2 * column, 2 * row);
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

    /** Adds up the equations of the window whose first piece has the given column and row. */
    private void collect(int column, int row) {
        Arrays.fill(pieces, 0, row, null);
        Arrays.fill(equations, 0);
        for (int down = row; down < row + PIECES; down++) {
            for (int across = column; across < column + PIECES; across++) {
                if (pieces[down][across] == null) {
                    pieces[down][across] = piece(across, down);
                }
                float[] piece = pieces[down][across];
                for (int i = 0; i < equations.length; i++) {
                    equations[i] += piece[i];
                }
            }
        }
    }

    /** Adds up the equations of a piece: the cells that belong to the same windows. */
    private float[] piece(int column, int row) {
        int left = Math.max(start(column), REACH);
        int right = Math.min(start(column + 1), input.width() - REACH);
        int top = Math.max(start(row), REACH);
        int bottom = Math.min(start(row + 1), input.height() - REACH);
        float[] sums = new float[equations.length];
        int width = output.width();
        for (int channel = 0; channel < 3; channel++) {
            float[] before = input.channels()[channel];
            float[] after = output.channels()[channel];
            for (int v = top; v < bottom; v++) {
                for (int at = v * width + left; at < v * width + right; at++) {
                    for (int i = 0; i < SHIFTS; i++) {
                        terms[i] = after[at + DOWN[i] * width + ACROSS[i]] - after[at];
                    }
                    add(before[at] - after[at], sums);
                }
            }
        }
        return sums;
    }

    /** Returns the first cell of a piece: the first or last cell of a window, or the cell after it. */
    private static int start(int piece) {
        return piece / 2 * STRIDE + STRIDE / 2 - RADIUS + piece % 2;
    }

    private void add(float target, float[] sums) {
        for (int i = 0; i < SHIFTS; i++) {
            float value = terms[i];
            for (int j = 0; j < SHIFTS; j++) {
                sums[i * SHIFTS + j] += value * terms[j];
            }
            sums[SHIFTS * SHIFTS + i] += value * target;
        }
    }

    /**
     * Returns the sum of squares that the solution explains, |L⁻¹ targets|², where L is the Cholesky factor of the
     * equations.
     */
    private double explained(double ridge) {
        double explained = 0;
        for (int i = 0; i < SHIFTS; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = equations[i * SHIFTS + j] + (i == j ? ridge : 0);
                for (int k = 0; k < j; k++) {
                    sum -= factor[i][k] * factor[j][k];
                }
                factor[i][j] = i == j ? Math.sqrt(Math.max(sum, ridge / 2)) : sum / factor[j][j];
            }
            double rest = equations[SHIFTS * SHIFTS + i];
            for (int k = 0; k < i; k++) {
                rest -= factor[i][k] * solution[k];
            }
            solution[i] = rest / factor[i][i];
            explained += solution[i] * solution[i];
        }
        return explained;
    }
}
