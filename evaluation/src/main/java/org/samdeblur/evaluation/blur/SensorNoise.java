package org.samdeblur.evaluation.blur;

import java.util.SplittableRandom;

/**
 * The noise of a sensor behind a Bayer mosaic (RGGB): photon noise, whose variance is proportional to the light, and
 * read noise. It is drawn in linear light for one colour of each pixel and interpolated for the others, as in
 * demosaicking, so that neighbouring pixels have correlated noise. After conversion to sRGB, it is strongest in dark
 * parts. The levels are those of Rim et al., Realistic Blur Synthesis for Learning Image Deblurring (ECCV 2022).
 *
 * @param photons a factor of the variance of the photon noise
 * @param read a factor of the standard deviation of the read noise
 */
record SensorNoise(double photons, double read) {
    private static final double GAIN = 1e-4;
    private static final double READ_DEVIATION = 9.2e-4;
    private static final int RED = 0;
    private static final int GREEN = 1;
    private static final int BLUE = 2;

    /** Adds noise to sRGB samples {@code [3, height, width]} that are not white. */
    void addTo(float[] samples, int height, int width, SplittableRandom random) {
        int pixels = height * width;
        float[] mosaic = new float[pixels];
        for (int i = 0; i < pixels; i++) {
            double light = Math.max(light(samples[colour(i / width, i % width) * pixels + i]), 0);
            double readDeviation = read * READ_DEVIATION;
            double variance = photons * GAIN * light + readDeviation * readDeviation;
            mosaic[i] = (float) (Math.sqrt(variance) * Noise.normal(random));
        }
        for (int channel = RED; channel <= BLUE; channel++) {
            for (int i = 0; i < pixels; i++) {
                int at = channel * pixels + i;
                if (samples[at] < Noise.WHITE) {
                    double noise = interpolated(mosaic, channel, i / width, i % width, height, width);
                    samples[at] = (float) sample(light(samples[at]) + noise);
                }
            }
        }
    }

    private static int colour(int y, int x) {
        return y % 2 == x % 2 ? y % 2 * BLUE : GREEN;
    }

    /** Returns the mean of the nearest values of a colour. */
    private static double interpolated(float[] mosaic, int channel, int y, int x, int height, int width) {
        if (colour(y, x) == channel) {
            return mosaic[y * width + x];
        }
        double sum = 0;
        int count = 0;
        for (int row = Math.max(y - 1, 0); row <= Math.min(y + 1, height - 1); row++) {
            for (int column = Math.max(x - 1, 0); column <= Math.min(x + 1, width - 1); column++) {
                if (colour(row, column) == channel) {
                    sum += mosaic[row * width + column];
                    count++;
                }
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    /** The curve of sRGB. Unlike that of a power, its slope is limited in dark parts. */
    private static double light(double sample) {
        return sample <= 0.04045 ? sample / 12.92 : Math.pow((sample + 0.055) / 1.055, 2.4);
    }

    private static double sample(double light) {
        return light <= 0.0031308 ? light * 12.92 : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
    }
}
