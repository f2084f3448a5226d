package org.samdeblur.networks.sam.pixels;

import java.nio.FloatBuffer;
import org.samdeblur.api.Image;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.sam.pixels.PixelInput.Channels;
import org.samdeblur.networks.sam.pixels.PixelInput.Normalised;
import org.samdeblur.networks.sam.pixels.PixelInput.Squashed;

/**
 * Converts images to the input of an encoder.
 *
 * @since 0.1.0
 */
public final class EncoderInput {
    private EncoderInput() {}

    /**
     * Resizes and normalises an image (or crop) for an encoder.
     *
     * @param image the image, of the size {@code frame.image()}
     * @param frame its position in the encoder's input
     * @param form the form of the encoder's input
     * @return {@code [1, 3, S, S]} for normalised and squashed pixels, {@code [h, w, 3]} for raw ones
     * @throws IllegalArgumentException if the image is not of the frame's size
     */
    public static Tensor of(RgbPixels image, MaskFrame frame, PixelInput form) {
        if (!image.size().equals(frame.image())) {
            throw new IllegalArgumentException(
                    "an image of " + image.size() + " in the frame of one of " + frame.image());
        }
        if (form instanceof Squashed squashed) {
            return squashed(image, frame.input(), squashed);
        }
        RgbPixels resized = image.resized(frame.resized());
        return form instanceof Normalised normalised ? normalised(resized, frame.input(), normalised) : raw(resized);
    }

    private static Tensor squashed(RgbPixels pixels, int size, Squashed form) {
        FloatResampling columns = FloatResampling.between(pixels.size().width(), size);
        FloatResampling rows = FloatResampling.between(pixels.size().height(), size);
        return Tensor.create(
                values -> {
                    float[] row = new float[pixels.size().width()];
                    float[][] wide = new float[pixels.size().height()][size];
                    float[] made = new float[size];
                    for (int channel = 0; channel < Image.COLOUR_CHANNELS; channel++) {
                        for (int y = 0; y < wide.length; y++) {
                            pixels.readRow(y, channel, row);
                            columns.alongRow(row, wide[y]);
                        }
                        for (int y = 0; y < size; y++) {
                            rows.acrossRows(wide, y, made);
                            normalise(made, ofChannel(form.mean(), channel), ofChannel(form.deviation(), channel));
                            values.put(made);
                        }
                    }
                },
                1,
                Image.COLOUR_CHANNELS,
                size,
                size);
    }

    private static void normalise(float[] row, float mean, float deviation) {
        for (int x = 0; x < row.length; x++) {
            row[x] = (row[x] - mean) / deviation;
        }
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
                            normalise(row, mean, deviation);
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
