package org.samdeblur.networks.sam.pixels;

import org.samdeblur.api.ImageSize;

/**
 * The form of an image encoder's input.
 *
 * @since 0.1.0
 */
public sealed interface PixelInput {
    /**
     * Returns the position of masks on an image.
     *
     * @param image the image's size
     * @param input height and width of the encoder's input
     * @param mask height and width of the decoder's masks
     * @return how the image is resized, and masks are interpolated to it
     */
    default MaskFrame frame(ImageSize image, int input, int mask) {
        return MaskFrame.fitted(image, input, mask);
    }

    /**
     * {@code [1, 3, S, S]}: {@code (pixel - mean) / deviation} with pixels in [0, 255]. The longer side is resized to S
     * as Pillow does; the right or the bottom is padded with zeros.
     *
     * @param mean the means of red, green and blue
     * @param deviation their standard deviations
     */
    record Normalised(Channels mean, Channels deviation) implements PixelInput {
        /** ImageNet's statistics, which the published models use. */
        public static final Normalised PUBLISHED =
                new Normalised(new Channels(123.675f, 116.28f, 103.53f), new Channels(58.395f, 57.12f, 57.375f));
    }

    /**
     * {@code [1, 3, S, S]}: {@code (pixel - mean) / deviation} with pixels in [0, 255]. Both sides are resized to S,
     * with antialiasing and without rounding, as torchvision resizes floats.
     *
     * @param mean the means of red, green and blue
     * @param deviation their standard deviations
     */
    record Squashed(Channels mean, Channels deviation) implements PixelInput {
        /** ImageNet's statistics, which the published models use. */
        public static final Squashed PUBLISHED =
                new Squashed(Normalised.PUBLISHED.mean(), Normalised.PUBLISHED.deviation());

        @Override
        public MaskFrame frame(ImageSize image, int input, int mask) {
            return MaskFrame.squashed(image, input, mask);
        }
    }

    /**
     * {@code [h, w, 3]}: pixels in [0, 255]. The longer side is resized as for {@link Normalised}; the encoder
     * normalises and pads.
     */
    record Raw() implements PixelInput {}

    /**
     * One number for each colour.
     *
     * @param red for red
     * @param green for green
     * @param blue for blue
     */
    record Channels(float red, float green, float blue) {}
}
