package org.samdeblur.networks.sam.pixels;

/** The form in which an image encoder takes an image whose longer side has been resized to the network's size. */
public sealed interface PixelInput {
    /**
     * {@code [1, 3, S, S]}: {@code (pixel - mean) / deviation} with pixels in [0, 255], zeros at the right and the bottom.
     *
     * @param mean the means of red, green and blue
     * @param deviation their standard deviations
     */
    record Normalised(Channels mean, Channels deviation) implements PixelInput {
        /** Those of ImageNet, which the published models use. */
        public static final Normalised PUBLISHED =
                new Normalised(new Channels(123.675f, 116.28f, 103.53f), new Channels(58.395f, 57.12f, 57.375f));
    }

    /** {@code [h, w, 3]}: pixels in [0, 255] as they are, not padded; the encoder does the rest. */
    record Raw() implements PixelInput {}

    /**
     * A number for every colour.
     *
     * @param red for red
     * @param green for green
     * @param blue for blue
     */
    record Channels(float red, float green, float blue) {}
}
