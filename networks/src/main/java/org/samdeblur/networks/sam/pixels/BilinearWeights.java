package org.samdeblur.networks.sam.pixels;

import java.util.Arrays;

/**
 * The weights for resampling one axis as Pillow's 8-bit resampling does: with a triangle filter whose radius is one
 * pixel of the coarser side. Weights sum to 1, in fixed point with 22 bits; results are rounded to the nearest of 256
 * levels.
 */
final class BilinearWeights {
    private static final int FRACTION_BITS = 22;
    private static final int HALF = 1 << FRACTION_BITS - 1;

    /** For every output pixel, the first input pixel of its sum. */
    private final int[] first;
    /** For every output pixel, the number of input pixels of its sum. */
    private final int[] count;
    /** The weights for all output pixels, {@link #stride} apart. */
    private final int[] weights;

    private final int stride;

    private BilinearWeights(int made, int stride) {
        this.first = new int[made];
        this.count = new int[made];
        this.weights = new int[Math.multiplyExact(made, stride)];
        this.stride = stride;
    }

    static BilinearWeights between(int from, int to) {
        double scale = (double) from / to;
        double reach = Math.max(scale, 1);
        BilinearWeights result = new BilinearWeights(to, 2 * (int) Math.ceil(reach) + 1);
        double[] triangle = new double[result.stride];
        for (int i = 0; i < to; i++) {
            double centre = (i + 0.5) * scale;
            int start = Math.max(0, (int) (centre - reach + 0.5));
            int end = Math.min(from, (int) (centre + reach + 0.5));
            result.first[i] = start;
            result.count[i] = end - start;
            double sum = 0;
            for (int k = 0; k < end - start; k++) {
                // multiplied by the reciprocal, not divided, to round as Pillow does
                triangle[k] = Math.max(0, 1 - Math.abs((start + k - centre + 0.5) * (1 / reach)));
                sum += triangle[k];
            }
            for (int k = 0; k < end - start; k++) {
                result.weights[i * result.stride + k] = (int) (0.5 + triangle[k] / sum * (1 << FRACTION_BITS));
            }
        }
        return result;
    }

    /** Resamples one row of RGB pixels. */
    void alongPixels(byte[] samples, int from, byte[] made, int to) {
        for (int i = 0, out = to; i < first.length; i++, out += 3) {
            int red = HALF;
            int green = HALF;
            int blue = HALF;
            for (int k = 0, in = from + 3 * first[i]; k < count[i]; k++, in += 3) {
                int weight = weights[i * stride + k];
                red += weight * (samples[in] & 0xFF);
                green += weight * (samples[in + 1] & 0xFF);
                blue += weight * (samples[in + 2] & 0xFF);
            }
            made[out] = rounded(red);
            made[out + 1] = rounded(green);
            made[out + 2] = rounded(blue);
        }
    }

    /** Resamples columns, as sums of whole rows. */
    void alongRows(byte[] samples, byte[] made, int rowLength) {
        int[] sums = new int[rowLength];
        for (int i = 0; i < first.length; i++) {
            Arrays.fill(sums, HALF);
            for (int k = 0; k < count[i]; k++) {
                addRow(samples, (first[i] + k) * rowLength, weights[i * stride + k], sums);
            }
            for (int x = 0; x < rowLength; x++) {
                made[i * rowLength + x] = rounded(sums[x]);
            }
        }
    }

    private static void addRow(byte[] samples, int from, int weight, int[] sums) {
        for (int x = 0; x < sums.length; x++) {
            sums[x] += weight * (samples[from + x] & 0xFF);
        }
    }

    /** Weights are not negative, so only rounding can make a sum exceed the range, and only upwards. */
    private static byte rounded(int sum) {
        return (byte) Math.min(sum >> FRACTION_BITS, 255);
    }
}
