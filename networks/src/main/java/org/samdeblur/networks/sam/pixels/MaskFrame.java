package org.samdeblur.networks.sam.pixels;

import org.samdeblur.api.ImageSize;

/**
 * The position of the decoder's masks on an image. A mask is a square that covers the encoder's input; the resized
 * image is in the upper left corner of that input.
 *
 * @param image the image (or crop)
 * @param resized the image's size in the encoder's input
 * @param input height and width of the encoder's input
 * @param mask height and width of the decoder's masks
 * @param stretch how masks are interpolated to the image
 * @since 0.1.0
 */
public record MaskFrame(ImageSize image, ImageSize resized, int input, int mask, Stretch stretch) {
    /**
     * The two steps that interpolate a mask to the image.
     *
     * @param side height and width that a mask is interpolated to first; those of the mask if there is only one step
     * @param part the upper left part of the result, which is then interpolated to the image
     */
    public record Stretch(int side, ImageSize part) {}

    /**
     * Fits the longer side of an image to the encoder's input, as SAM's published code does. Masks are interpolated to
     * the encoder's input, cropped, and interpolated to the image.
     *
     * @param image the image
     * @param input height and width of the encoder's input
     * @param mask height and width of the decoder's masks
     * @return the frame
     */
    public static MaskFrame fitted(ImageSize image, int input, int mask) {
        double scale = (double) input / Math.max(image.height(), image.width());
        ImageSize resized = new ImageSize(
                Math.max(1, (int) (image.height() * scale + 0.5)), Math.max(1, (int) (image.width() * scale + 0.5)));
        return new MaskFrame(image, resized, input, mask, new Stretch(input, resized));
    }

    /**
     * Resizes an image to the square encoder input without keeping its aspect ratio, as SAM 2's published code does.
     * Masks are interpolated to the image in one step.
     *
     * @param image the image
     * @param input height and width of the encoder's input
     * @param mask height and width of the decoder's masks
     * @return the frame
     */
    public static MaskFrame squashed(ImageSize image, int input, int mask) {
        return new MaskFrame(
                image, new ImageSize(input, input), input, mask, new Stretch(mask, new ImageSize(mask, mask)));
    }

    /**
     * Converts a column of the image to the encoder's input.
     *
     * @param x the column, in pixels of the image
     * @return the column in pixels of the encoder's input
     */
    public float toInputX(double x) {
        return (float) (x * ((double) resized.width() / image.width()));
    }

    /**
     * Converts a row of the image to the encoder's input.
     *
     * @param y the row, in pixels of the image
     * @return the row in pixels of the encoder's input
     */
    public float toInputY(double y) {
        return (float) (y * ((double) resized.height() / image.height()));
    }
}
