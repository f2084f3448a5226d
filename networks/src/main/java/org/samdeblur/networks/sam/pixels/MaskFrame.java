package org.samdeblur.networks.sam.pixels;

import org.samdeblur.api.ImageSize;

/**
 * How the masks of the decoder lie on an image: the mask, a square, covers the encoder's input; the resized image lies in that
 * at the upper left.
 *
 * @param image the image (or crop)
 * @param resized the image as the encoder sees it, its longer side being {@code input}
 * @param input height and width of the encoder's input
 * @param mask height and width of the decoder's masks
 */
public record MaskFrame(ImageSize image, ImageSize resized, int input, int mask) {
    /**
     * Fits an image into the encoder's input as the published code does.
     *
     * @param image the image
     * @param input height and width of the encoder's input
     * @param mask height and width of the decoder's masks
     * @return the frame
     */
    public static MaskFrame of(ImageSize image, int input, int mask) {
        double scale = (double) input / Math.max(image.height(), image.width());
        ImageSize resized = new ImageSize(
                Math.max(1, (int) (image.height() * scale + 0.5)), Math.max(1, (int) (image.width() * scale + 0.5)));
        return new MaskFrame(image, resized, input, mask);
    }

    /**
     * Takes a column of the image to the encoder's input.
     *
     * @param x the column, in pixels of the image
     * @return the column in pixels of the encoder's input
     */
    public float toInputX(double x) {
        return (float) (x * ((double) resized.width() / image.width()));
    }

    /**
     * Takes a row of the image to the encoder's input.
     *
     * @param y the row, in pixels of the image
     * @return the row in pixels of the encoder's input
     */
    public float toInputY(double y) {
        return (float) (y * ((double) resized.height() / image.height()));
    }
}
