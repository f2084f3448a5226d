package org.samdeblur.evaluation;

import org.samdeblur.api.Image;
import org.samdeblur.api.Tensor;

/**
 * The peak signal-to-noise ratio in decibels: {@code 10 · log10(peak² / mean squared error)}, where the mean is taken
 * over all pixels and channels. It is positive infinity for equal images. Computed in double precision. Safe for use
 * by multiple threads.
 *
 * @since 0.1.0
 */
public final class Psnr {
    private Psnr() {}

    /**
     * Compares two images. Alpha is ignored. A grey image is treated as one of three equal channels.
     *
     * @param image an image
     * @param truth the sharp image, of the same size
     * @return decibels; infinite if the images are equal
     * @throws IllegalArgumentException if the sizes differ
     */
    public static double of(Image image, Image truth) {
        return of(Planes.Pair.of(image, truth));
    }

    /**
     * Compares two images in [0, 1]. Values outside that range are not clamped.
     *
     * @param image {@code [C, H, W]}
     * @param truth the sharp image, of the same shape
     * @return decibels; infinite if the images are equal
     * @throws IllegalArgumentException if the shapes differ or do not have three axes
     */
    public static double of(Tensor image, Tensor truth) {
        return of(Planes.Pair.of(image, truth));
    }

    /**
     * Compares the luma of two images.
     *
     * @param image an image
     * @param truth the sharp image, of the same size
     * @param luma the weights of the luma
     * @return decibels for a peak of 255; infinite if the luma is equal
     * @throws IllegalArgumentException if the sizes differ
     */
    public static double ofLuma(Image image, Image truth, Luma luma) {
        return of(Planes.Pair.of(image, truth).luma(luma));
    }

    /**
     * Compares the luma of two images in [0, 1].
     *
     * @param image {@code [3, H, W]}
     * @param truth the sharp image, of the same shape
     * @param luma the weights of the luma
     * @return decibels for a peak of 255; infinite if the luma is equal
     * @throws IllegalArgumentException if the shapes differ or are not {@code [3, H, W]}
     */
    public static double ofLuma(Tensor image, Tensor truth, Luma luma) {
        return of(Planes.Pair.of(image, truth).luma(luma));
    }

    /** Returns the gain in decibels from one PSNR to another: 0 if both are infinite. */
    static double gain(double from, double to) {
        return from == to ? 0 : to - from;
    }

    private static double of(Planes.Pair pair) {
        double squares = 0;
        for (int channel = 0; channel < pair.first().channels(); channel++) {
            squares +=
                    squaredError(pair.first().samples()[channel], pair.second().samples()[channel]);
        }
        long samples = (long) pair.first().channels()
                * pair.first().height()
                * pair.first().width();
        double peak = pair.first().peak();
        return 10 * Math.log10(peak * peak * samples / squares);
    }

    private static double squaredError(double[] first, double[] second) {
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            double difference = first[i] - second[i];
            sum += difference * difference;
        }
        return sum;
    }
}
