package org.samdeblur.api;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Builds what a network takes: the padded image, and behind it the channels its guidance makes of the masks. */
final class NetworkInput {
    private NetworkInput() {}

    /**
     * Pads the image, then guides.
     *
     * @param image {@code [3, H, W]}
     * @param masks groups of the image's size
     * @param guidance makes the channels beside the image's
     * @return {@code [3 + S, H', W']}
     */
    static Tensor of(Tensor image, MaskSet masks, MaskGuidance guidance, ImageSize padded, Padding padding) {
        int channels = 3 + guidance.channels();
        int plane = Math.multiplyExact(padded.height(), padded.width());
        FloatBuffer values = ByteBuffer.allocateDirect(Math.multiplyExact(channels * Float.BYTES, plane))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        pad(image, values, padded, padding);
        Tensor input = Tensor.wrap(values, channels, padded.height(), padded.width());
        if (guidance.channels() > 0) {
            Tensor guide = guidance.guide(input.slice(0, 3), masks.padded(padded.height(), padded.width()));
            requireShape(guide, guidance.channels(), padded);
            values.put(3 * plane, guide.data(), 0, guide.size());
        }
        return input;
    }

    private static void requireShape(Tensor guide, int channels, ImageSize size) {
        int[] wanted = {channels, size.height(), size.width()};
        if (!Arrays.equals(guide.shape(), wanted)) {
            throw new InvalidModelException(
                    "the guidance made " + guide + ", its network takes " + Arrays.toString(wanted));
        }
    }

    /** Pads all channels alike. */
    static Tensor padded(Tensor input, ImageSize padded, Padding padding) {
        return Tensor.create(
                values -> pad(input, values, padded, padding), input.dim(0), padded.height(), padded.width());
    }

    private static void pad(Tensor image, FloatBuffer values, ImageSize padded, Padding padding) {
        FloatBuffer pixels = image.data();
        int height = image.dim(1);
        int width = image.dim(2);
        float[] row = new float[padded.width()];
        int rows = padding == Padding.ZERO ? height : padded.height();
        for (int channel = 0; channel < image.dim(0); channel++) {
            for (int y = 0; y < rows; y++) {
                pixels.get((channel * height + mirrored(y, height)) * width, row, 0, width);
                if (padding == Padding.REFLECT) {
                    for (int x = width; x < row.length; x++) {
                        row[x] = row[mirrored(x, width)];
                    }
                }
                values.put((channel * padded.height() + y) * padded.width(), row);
            }
        }
    }

    /** Reflects at the last and first index without repeating them, as often as it takes. */
    private static int mirrored(int index, int length) {
        if (length == 1) {
            return 0;
        }
        int period = 2 * (length - 1);
        int phase = index % period;
        return phase < length ? phase : period - phase;
    }
}
