package org.samdeblur.api;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Builds a network's input: the channels of the padded image, followed by those that the guidance computes from the
 * masks.
 */
final class NetworkInput {
    private NetworkInput() {}

    /**
     * Pads the image, then computes the guidance on the padded image.
     *
     * @param image {@code [3, H, W]}
     * @param masks groups of the image's size
     * @param guidance computes the channels in addition to the image's
     * @return {@code [3 + S, H', W']}
     */
    static Tensor of(Tensor image, MaskSet masks, MaskGuidance guidance, Frame frame, Padding padding) {
        ImageSize padded = frame.size();
        int channels = 3 + guidance.channels();
        int plane = Math.multiplyExact(padded.height(), padded.width());
        FloatBuffer values = ByteBuffer.allocateDirect(Math.multiplyExact(channels * Float.BYTES, plane))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        padding.fill(image, values, frame);
        Tensor input = Tensor.wrap(values, channels, padded.height(), padded.width());
        if (guidance.channels() > 0) {
            Tensor guide = guidance.guide(input.slice(0, 3), masks.framed(frame));
            requireShape(guide, guidance.channels(), padded);
            values.put(3 * plane, guide.data(), 0, guide.size());
        }
        return input;
    }

    private static void requireShape(Tensor guide, int channels, ImageSize size) {
        int[] wanted = {channels, size.height(), size.width()};
        if (!Arrays.equals(guide.shape(), wanted)) {
            throw new InvalidModelException(
                    "the guidance returned " + guide + ", its network takes " + Arrays.toString(wanted));
        }
    }
}
