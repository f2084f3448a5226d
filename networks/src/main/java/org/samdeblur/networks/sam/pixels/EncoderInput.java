package org.samdeblur.networks.sam.pixels;

import java.nio.FloatBuffer;
import org.samdeblur.api.Image;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.sam.pixels.PixelInput.Channels;
import org.samdeblur.networks.sam.pixels.PixelInput.Normalised;

/** An image in the form in which an encoder takes it. */
public final class EncoderInput {
    private EncoderInput() {}

    /**
     * Resizes an image (or crop) for an encoder.
     *
     * @param image the image, of the size {@code frame.image()}
     * @param frame how it lies in the encoder's input
     * @param form what the encoder takes
     * @return {@code [1, 3, S, S]} for normalised pixels, {@code [h, w, 3]} for raw ones
     * @throws IllegalArgumentException if the image is not of the frame's size
     */
    public static Tensor of(RgbPixels image, MaskFrame frame, PixelInput form) {
        if (!image.size().equals(frame.image())) {
            throw new IllegalArgumentException(
                    "an image of " + image.size() + " in the frame of one of " + frame.image());
        }
        RgbPixels resized = image.resized(frame.resized());
        return form instanceof Normalised normalised ? normalised(resized, frame.input(), normalised) : raw(resized);
    }

    private static Tensor normalised(RgbPixels pixels, int size, Normalised form) {
        return Tensor.create(
                values -> {
                    float[] row = new float[pixels.size().width()];
                    for (int channel = 0; channel < Image.COLOUR_CHANNELS; channel++) {
                        float mean = ofChannel(form.mean(), channel);
                        float deviation = ofChannel(form.deviation(), channel);
                        for (int y = 0; y < pixels.size().height(); y++) {
                            pixels.readRow(y, channel, row);
                            for (int x = 0; x < row.length; x++) {
                                row[x] = (row[x] - mean) / deviation;
                            }
                            values.put((channel * size + y) * size, row);
                        }
                    }
                },
                1,
                Image.COLOUR_CHANNELS,
                size,
                size);
    }

    private static float ofChannel(Channels channels, int channel) {
        return switch (channel) {
            case 0 -> channels.red();
            case 1 -> channels.green();
            default -> channels.blue();
        };
    }

    private static Tensor raw(RgbPixels pixels) {
        return Tensor.create(
                values -> putAll(pixels.toArray(), values),
                pixels.size().height(),
                pixels.size().width(),
                Image.COLOUR_CHANNELS);
    }

    private static void putAll(byte[] samples, FloatBuffer values) {
        for (byte sample : samples) {
            values.put(sample & 0xFF);
        }
    }
}
