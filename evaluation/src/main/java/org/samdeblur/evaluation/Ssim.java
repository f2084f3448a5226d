package org.samdeblur.evaluation;

import org.samdeblur.api.Image;
import org.samdeblur.api.Tensor;

/**
 * The structural similarity of Wang, Bovik, Sheikh and Simoncelli (2004): local means, deviations and covariance
 * under a Gaussian of 11 pixels with sigma 1.5, with K1 = 0.01 and K2 = 0.03. It is 1 for equal images. Computed in
 * double precision. Safe for use by multiple threads.
 *
 * <p>This class has three variants for colour images. Do not compare figures of different variants.
 *
 * @since 0.1.0
 */
public final class Ssim {
    private Ssim() {}

    /**
     * Compares two images in the usual way: channel by channel, at the pixels where the whole window fits. The result
     * is the mean over channels.
     *
     * @param image an image of at least 11 pixels in height and width
     * @param truth the sharp image, of the same size
     * @return at most 1
     * @throws IllegalArgumentException if the sizes differ, or are below 11 pixels
     */
    public static double of(Image image, Image truth) {
        return perChannel(Planes.Pair.of(image, truth));
    }

    /**
     * Compares two images in [0, 1] in the usual way: channel by channel, at the pixels where the whole window fits.
     * The result is the mean over channels.
     *
     * @param image {@code [C, H, W]}, at least 11 pixels in height and width
     * @param truth the sharp image, of the same shape
     * @return at most 1
     * @throws IllegalArgumentException if the shapes differ, are below 11 pixels, or do not have three axes
     */
    public static double of(Tensor image, Tensor truth) {
        return perChannel(Planes.Pair.of(image, truth));
    }

    /**
     * Compares two images as the paper's evaluation does: with a window of 11×11×11 over channels, rows and columns.
     * Beyond their ends, all three axes repeat their outermost values.
     *
     * @param image an image
     * @param truth the sharp image, of the same size
     * @return at most 1; higher than the usual figure for most images
     * @throws IllegalArgumentException if the sizes differ
     */
    public static double acrossChannels(Image image, Image truth) {
        return acrossChannels(Planes.Pair.of(image, truth));
    }

    /**
     * Compares two images in [0, 1] as the paper's evaluation does: with a window of 11×11×11 over channels, rows and
     * columns. Beyond their ends, all three axes repeat their outermost values.
     *
     * @param image {@code [C, H, W]}
     * @param truth the sharp image, of the same shape
     * @return at most 1; higher than the usual figure for most images
     * @throws IllegalArgumentException if the shapes differ or do not have three axes
     */
    public static double acrossChannels(Tensor image, Tensor truth) {
        return acrossChannels(Planes.Pair.of(image, truth));
    }

    /**
     * Compares the luma of two images as the paper's evaluation does: at every pixel. Beyond the edges, the outermost
     * values are repeated.
     *
     * @param image an image
     * @param truth the sharp image, of the same size
     * @param luma the weights of the luma
     * @return at most 1
     * @throws IllegalArgumentException if the sizes differ
     */
    public static double ofLuma(Image image, Image truth, Luma luma) {
        return padded(Planes.Pair.of(image, truth).luma(luma));
    }

    /**
     * Compares the luma of two images in [0, 1] as the paper's evaluation does: at every pixel. Beyond the edges, the
     * outermost values are repeated.
     *
     * @param image {@code [3, H, W]}
     * @param truth the sharp image, of the same shape
     * @param luma the weights of the luma
     * @return at most 1
     * @throws IllegalArgumentException if the shapes differ or are not {@code [3, H, W]}
     */
    public static double ofLuma(Tensor image, Tensor truth, Luma luma) {
        return padded(Planes.Pair.of(image, truth).luma(luma));
    }

    private static double perChannel(Planes.Pair pair) {
        Planes size = pair.first();
        if (size.height() < GaussianWindow.SIZE || size.width() < GaussianWindow.SIZE) {
            throw new IllegalArgumentException("the window of SSIM, " + GaussianWindow.SIZE + " pixels, does not fit "
                    + "into images of " + size.width() + "×" + size.height());
        }
        SimilaritySum sum = new SimilaritySum(pair, GaussianWindow.separate(size.channels()));
        int margin = GaussianWindow.RADIUS;
        return sum.mean(margin, size.height() - margin, margin, size.width() - margin);
    }

    private static double acrossChannels(Planes.Pair pair) {
        Planes size = pair.first();
        SimilaritySum sum = new SimilaritySum(pair, GaussianWindow.across(size.channels()));
        return sum.mean(0, size.height(), 0, size.width());
    }

    private static double padded(Planes.Pair pair) {
        SimilaritySum sum = new SimilaritySum(pair, GaussianWindow.separate(1));
        return sum.mean(0, pair.first().height(), 0, pair.first().width());
    }
}
