package org.samdeblur.networks.sam.pixels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

/** The figures are those of PyTorch's {@code interpolate(..., mode="bilinear", antialias=True)}, worked out by hand. */
class FloatResamplingTest {
    @Test
    void anEnlargedRowIsInterpolated() {
        assertArrayEquals(new float[] {0, 2, 6, 8}, resampled(4, 0, 8), 1e-6f);
    }

    @Test
    void aShrunkRowIsMixedByATriangleOfTwiceTheFactor() {
        // the first: 0.75, 0.75 and 0.25 of the first three, over their sum
        float first = (0.75f * 0 + 0.75f * 7 + 0.25f * 14) / 1.75f;
        float second = (0.25f * 7 + 0.75f * 14 + 0.75f * 21) / 1.75f;

        assertArrayEquals(new float[] {first, second}, resampled(2, 0, 7, 14, 21), 1e-6f);
    }

    @Test
    void aRowOfItsOwnLengthStaysAsItIs() {
        assertArrayEquals(new float[] {3, 1, 4}, resampled(3, 3, 1, 4), 0);
    }

    @Test
    void rowsAreMixedAsPixelsAre() {
        float[] made = new float[2];

        FloatResampling.between(2, 4).acrossRows(new float[][] {{0, 4}, {8, 4}}, 1, made);

        assertArrayEquals(new float[] {2, 4}, made, 1e-6f);
    }

    private static float[] resampled(int length, float... row) {
        float[] made = new float[length];
        FloatResampling.between(row.length, length).alongRow(row, made);
        return made;
    }
}
