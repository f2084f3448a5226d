package org.samdeblur.evaluation;

import java.nio.FloatBuffer;
import org.samdeblur.api.Image;
import org.samdeblur.api.Tensor;

/** The samples of an image by channel, and the value of full intensity. */
record Planes(int height, int width, double peak, double[][] samples) {
    /** Returns exact 8-bit samples with a peak of 255, and other samples with a peak of 1. */
    static Planes of(Image image) {
        return image.bitDepth() == 8 ? ofBytes(image) : of(image.toTensor());
    }

    static Planes of(Tensor image) {
        if (image.rank() != 3 || image.size() == 0) {
            throw new IllegalArgumentException("an image to compare must be [channels, height, width], not " + image);
        }
        double[][] samples = new double[image.dim(0)][image.dim(1) * image.dim(2)];
        FloatBuffer values = image.data();
        for (double[] plane : samples) {
            for (int i = 0; i < plane.length; i++) {
                plane[i] = values.get();
            }
        }
        return new Planes(image.dim(1), image.dim(2), 1, samples);
    }

    private static Planes ofBytes(Image image) {
        byte[] rgb = image.toRgb();
        double[][] samples = new double[3][rgb.length / 3];
        for (int i = 0; i < rgb.length; i++) {
            samples[i % 3][i / 3] = rgb[i] & 0xFF;
        }
        return new Planes(image.height(), image.width(), 255, samples);
    }

    /** Scales the samples to another peak. */
    Planes scaledTo(double newPeak) {
        if (newPeak == peak) {
            return this;
        }
        double[][] scaled = new double[channels()][];
        for (int channel = 0; channel < scaled.length; channel++) {
            scaled[channel] = samples[channel].clone();
            for (int i = 0; i < scaled[channel].length; i++) {
                scaled[channel][i] *= newPeak / peak;
            }
        }
        return new Planes(height, width, newPeak, scaled);
    }

    int channels() {
        return samples.length;
    }

    /** Two images of the same size and peak. */
    record Pair(Planes first, Planes second) {
        static Pair of(Image first, Image second) {
            return of(Planes.of(first), Planes.of(second));
        }

        static Pair of(Tensor first, Tensor second) {
            return of(Planes.of(first), Planes.of(second));
        }

        private static Pair of(Planes first, Planes second) {
            if (first.height != second.height || first.width != second.width || first.channels() != second.channels()) {
                throw new IllegalArgumentException(
                        "images of different sizes cannot be compared: " + first + " and " + second);
            }
            double peak = Math.min(first.peak, second.peak);
            return new Pair(first.scaledTo(peak), second.scaledTo(peak));
        }

        Pair luma(Luma weights) {
            if (first.channels() != 3) {
                throw new IllegalArgumentException("luma needs 3 channels, not " + first);
            }
            return new Pair(weights.of(first), weights.of(second));
        }
    }

    @Override
    public String toString() {
        return width + "×" + height + " with " + channels() + " channels";
    }
}
