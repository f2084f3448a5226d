package org.samdeblur.map;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.samdeblur.api.MapEncoder;
import org.samdeblur.api.Tensor;

/**
 * The MAP unit's encoding of an image. The 1×1 convolution only mixes the channels of a pixel, so both convolutions are
 * computed as one 3×3 convolution. This is exact at the zero-padded border too.
 */
final class EncodedRows implements FeatureRows {
    private final int imageChannels;
    private final int height;
    private final int width;
    private final FloatBuffer pixels;
    /** {@code [S][C · 3][3]}: by feature channel, by image channel and row, and by column. */
    private final float[][][] taps;

    private final float[] biases;

    /**
     * {@code [C · 3][3][W]}: for every image channel, the rows above, at and below the next one, each shifted to the
     * right, unshifted and shifted to the left. The copies cost little, and the JIT compiler vectorizes loops that
     * access all arrays at the same index.
     */
    private final float[][][] window;

    private int y;

    EncodedRows(MapEncoder encoder, Tensor image) {
        imageChannels = encoder.imageChannels();
        height = image.dim(1);
        width = image.dim(2);
        pixels = image.data();
        taps = fusedTaps(encoder);
        biases = fusedBiases(encoder);
        window = new float[imageChannels * 3][3][width];
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

    /** Copies a row of the image to the bottom of the window; zeros if it is below the image. */
    private void load(int row) {
        for (int channel = 0; channel < imageChannels; channel++) {
            float[][] bottom = window[3 * channel + 2];
            if (row < height) {
                pixels.get((channel * height + row) * width, bottom[1]);
            } else {
                Arrays.fill(bottom[1], 0);
            }
            System.arraycopy(bottom[1], 0, bottom[0], 1, width - 1);
            System.arraycopy(bottom[1], 1, bottom[2], 0, width - 1);
        }
    }

    private void shiftUp() {
        for (int top = 0; top < window.length; top += 3) {
            float[][] oldest = window[top];
            window[top] = window[top + 1];
            window[top + 1] = window[top + 2];
            window[top + 2] = oldest;
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
        shiftUp();
        load(++y);
        for (int channel = 0; channel < row.length; channel++) {
            Arrays.fill(row[channel], biases[channel]);
        }
        // the inner loop is over channels, since they share the rows in the cache
        for (int i = 0; i < window.length; i++) {
            for (int channel = 0; channel < row.length; channel++) {
                addWeighted(window[i][0], window[i][1], window[i][2], taps[channel][i], row[channel]);
            }
        }
    }

    private static void addWeighted(float[] left, float[] centre, float[] right, float[] weights, float[] sum) {
        float ofLeft = weights[0];
        float ofCentre = weights[1];
        float ofRight = weights[2];
        for (int x = 0; x < sum.length; x++) {
            sum[x] += ofLeft * left[x] + ofCentre * centre[x] + ofRight * right[x];
        }
    }
}
