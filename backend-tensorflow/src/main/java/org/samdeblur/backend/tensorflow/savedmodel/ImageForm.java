package org.samdeblur.backend.tensorflow.savedmodel;

import java.nio.FloatBuffer;
import org.samdeblur.api.Image;
import org.samdeblur.api.Tensor;
import org.samdeblur.api.ValueRange;
import org.samdeblur.backend.tensorflow.operator.Layout;

/**
 * The form of a network's images. Converts from and to this library's form, {@code [1, C, H, W]} in [0, 1].
 *
 * @param layout the order of axes
 * @param range the values for black and white
 */
record ImageForm(Layout layout, ValueRange range) {
    /**
     * Returns some of an image's channels in the network's form. Channels after the third are guidance; their values do
     * not change.
     */
    Tensor given(Tensor batch, int first, int channels) {
        int pixels = batch.dim(2) * batch.dim(3);
        FloatBuffer from = batch.data();
        int step = layout == Layout.NATURAL ? 1 : channels;
        return Tensor.create(
                to -> {
                    for (int channel = 0; channel < channels; channel++) {
                        boolean colour = first + channel < Image.COLOUR_CHANNELS;
                        int read = (first + channel) * pixels;
                        int write = layout == Layout.NATURAL ? channel * pixels : channel;
                        for (int pixel = 0; pixel < pixels; pixel++) {
                            float value = from.get(read + pixel);
                            to.put(write + pixel * step, colour ? range.given(value) : value);
                        }
                    }
                },
                shape(channels, batch.dim(2), batch.dim(3)));
    }

    private int[] shape(int channels, int height, int width) {
        return layout == Layout.NATURAL
                ? new int[] {1, channels, height, width}
                : new int[] {1, height, width, channels};
    }

    /**
     * Converts a network's output to this library's form. Other tensors than images are returned unchanged; the caller
     * rejects them.
     */
    Tensor restored(Tensor made) {
        if (made.rank() != 4 || made.dim(0) != 1 || made.dim(channelAxis()) != Image.COLOUR_CHANNELS) {
            return made;
        }
        boolean natural = layout == Layout.NATURAL;
        int height = made.dim(natural ? 2 : 1);
        int width = made.dim(natural ? 3 : 2);
        int pixels = height * width;
        FloatBuffer from = made.data();
        return Tensor.create(
                to -> {
                    for (int channel = 0; channel < Image.COLOUR_CHANNELS; channel++) {
                        int read = natural ? channel * pixels : channel;
                        int step = natural ? 1 : Image.COLOUR_CHANNELS;
                        for (int pixel = 0; pixel < pixels; pixel++) {
                            to.put(channel * pixels + pixel, range.restored(from.get(read + pixel * step)));
                        }
                    }
                },
                1,
                Image.COLOUR_CHANNELS,
                height,
                width);
    }

    /** Returns the index of the channel axis. */
    int channelAxis() {
        return layout == Layout.NATURAL ? 1 : 3;
    }
}
