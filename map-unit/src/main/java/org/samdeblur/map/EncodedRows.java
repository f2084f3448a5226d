package org.samdeblur.map;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.samdeblur.api.MapEncoder;
import org.samdeblur.api.Tensor;

/**
 * The MAP unit's encoding of an image. The 1×1 convolution mixes channels of one pixel only, so both convolutions are
 * one 3×3 convolution, at the zero-padded border too.
 */
final class EncodedRows implements FeatureRows {
    private final int imageChannels;
    private final int height;
    private final int width;
    private final FloatBuffer pixels;
    /** {@code [S][C · 3]} rows of three taps. */
    private final float[][][] taps;

    private final float[] biases;
    /** The rows above, at and below the next one for every image channel, with a zero at either end. */
    private final float[][][] window;

    private int y;

    EncodedRows(MapEncoder encoder, Tensor image) {
        imageChannels = encoder.imageChannels();
        height = image.dim(1);
        width = image.dim(2);
        pixels = image.data();
        taps = fusedTaps(encoder);
        biases = fusedBiases(encoder);
        window = new float[imageChannels][3][width + 2];
        load(0);
    }

    private static float[][][] fusedTaps(MapEncoder encoder) {
        int channels = encoder.channels();
        int rows = encoder.imageChannels() * 3;
        float[][][] fused = new float[channels][rows][3];
        float[] first = encoder.weight3x3().toArray();
        float[] second = encoder.weight1x1().toArray();
        for (int channel = 0; channel < channels; channel++) {
            for (int tap = 0; tap < rows * 3; tap++) {
                double sum = 0;
                for (int inner = 0; inner < channels; inner++) {
                    sum += (double) second[channel * channels + inner] * first[inner * rows * 3 + tap];
                }
                fused[channel][tap / 3][tap % 3] = (float) sum;
            }
        }
        return fused;
    }

    private static float[] fusedBiases(MapEncoder encoder) {
        int channels = encoder.channels();
        float[] fused = new float[channels];
        float[] first = encoder.bias3x3().toArray();
        float[] mix = encoder.weight1x1().toArray();
        float[] second = encoder.bias1x1().toArray();
        for (int channel = 0; channel < channels; channel++) {
            double sum = second[channel];
            for (int inner = 0; inner < channels; inner++) {
                sum += (double) mix[channel * channels + inner] * first[inner];
            }
            fused[channel] = (float) sum;
        }
        return fused;
    }

    /** Puts a row of the image at the bottom of the window, zeros if it lies below the image. */
    private void load(int row) {
        for (int channel = 0; channel < imageChannels; channel++) {
            float[] bottom = window[channel][2];
            if (row < height) {
                pixels.get((channel * height + row) * width, bottom, 1, width);
            } else {
                Arrays.fill(bottom, 0);
            }
        }
    }

    private void shift() {
        for (float[][] rows : window) {
            float[] top = rows[0];
            rows[0] = rows[1];
            rows[1] = rows[2];
            rows[2] = top;
        }
    }

    @Override
    public int channels() {
        return biases.length;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public void next(float[][] row) {
        shift();
        load(++y);
        for (int channel = 0; channel < row.length; channel++) {
            Arrays.fill(row[channel], biases[channel]);
            for (int i = 0; i < imageChannels; i++) {
                convolve(window[i], taps[channel], 3 * i, row[channel]);
            }
        }
    }

    private static void convolve(float[][] rows, float[][] taps, int first, float[] sum) {
        addConvolved(rows[0], taps[first], sum);
        addConvolved(rows[1], taps[first + 1], sum);
        addConvolved(rows[2], taps[first + 2], sum);
    }

    private static void addConvolved(float[] padded, float[] taps, float[] sum) {
        float left = taps[0];
        float centre = taps[1];
        float right = taps[2];
        for (int x = 0; x < sum.length; x++) {
            sum[x] += left * padded[x] + centre * padded[x + 1] + right * padded[x + 2];
        }
    }
}
