package org.samdeblur.evaluation;

import org.samdeblur.api.Image;

/**
 * How close an image is to the sharp image, in the figures of the paper's tables. Immutable.
 *
 * @param psnr {@link Psnr} over all channels in decibels, at least 0; positive infinity if the images are equal
 * @param ssim3d {@linkplain Ssim#acrossChannels(Image, Image) SSIM as the paper computes it}, with a window over
 *     rows, columns and channels; at most 1
 * @param ssim {@linkplain Ssim#of(Image, Image) the usual SSIM}, channel by channel; at most 1
 * @since 0.1.0
 */
public record Fidelity(double psnr, double ssim3d, double ssim) {
    /**
     * Compares two images.
     *
     * @param image an image of at least 11 pixels in height and width
     * @param truth the sharp image, of the same size
     * @return the figures
     * @throws IllegalArgumentException if the sizes differ, or are below 11 pixels
     */
    public static Fidelity of(Image image, Image truth) {
        return new Fidelity(Psnr.of(image, truth), Ssim.acrossChannels(image, truth), Ssim.of(image, truth));
    }

    /**
     * Returns how much closer this image is to the sharp image than another one: the difference of their PSNR.
     *
     * @param other the figures of the other image, usually the blurred input
     * @return the gain in decibels, negative if the other image is closer; 0 if both equal the sharp image
     */
    public double gainOver(Fidelity other) {
        return Psnr.gain(other.psnr, psnr);
    }
}
