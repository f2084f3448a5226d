package org.samdeblur.api;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The weights of the MAP unit's encoder: a 3×3 convolution to S channels with zero padding, then a 1×1 convolution,
 * both with biases and without activation (SAM-Deblur, section 2.2; {@code pre_seg} and {@code pre_seg_in} in the
 * published code).
 *
 * @param weight3x3 {@code [S, C, 3, 3]}
 * @param bias3x3 {@code [S]}
 * @param weight1x1 {@code [S, S, 1, 1]}
 * @param bias1x1 {@code [S]}
 * @since 0.1.0
 */
public record MapEncoder(Tensor weight3x3, Tensor bias3x3, Tensor weight1x1, Tensor bias1x1) {
    /**
     * Checks that the shapes fit together.
     *
     * @param weight3x3 {@code [S, C, 3, 3]}
     * @param bias3x3 {@code [S]}
     * @param weight1x1 {@code [S, S, 1, 1]}
     * @param bias1x1 {@code [S]}
     * @throws InvalidModelException if the shapes do not fit together
     */
    public MapEncoder {
        int s = weight3x3.rank() == 4 ? weight3x3.dim(0) : 0;
        boolean fits = s > 0
                && weight3x3.dim(2) == 3
                && weight3x3.dim(3) == 3
                && Arrays.equals(bias3x3.shape(), new int[] {s})
                && Arrays.equals(weight1x1.shape(), new int[] {s, s, 1, 1})
                && Arrays.equals(bias1x1.shape(), new int[] {s});
        if (!fits) {
            throw new InvalidModelException("a MAP encoder takes weights [S, C, 3, 3], [S], [S, S, 1, 1], [S], not "
                    + weight3x3 + ", " + bias3x3 + ", " + weight1x1 + ", " + bias1x1);
        }
    }

    /**
     * Creates an encoder with random weights, uniform in ±1/√fan-in as PyTorch initialises convolutions.
     *
     * @param channels S, at least 1; the published configurations use 2
     * @param seed the same seed gives the same weights
     * @return an encoder of three image channels
     * @throws IllegalArgumentException if there is less than 1 channel
     */
    public static MapEncoder random(int channels, long seed) {
        if (channels < 1) {
            throw new IllegalArgumentException("a MAP encoder needs at least 1 channel, not " + channels);
        }
        SplittableRandom random = new SplittableRandom(seed);
        return new MapEncoder(
                uniform(random, 27, channels, 3, 3, 3),
                uniform(random, 27, channels),
                uniform(random, channels, channels, channels, 1, 1),
                uniform(random, channels, channels));
    }

    private static Tensor uniform(SplittableRandom random, int fanIn, int... shape) {
        double bound = 1 / Math.sqrt(fanIn);
        return Tensor.create(
                values -> {
                    while (values.hasRemaining()) {
                        values.put((float) random.nextDouble(-bound, bound));
                    }
                },
                shape);
    }

    /**
     * Returns the number of channels that the encoder computes.
     *
     * @return S
     */
    public int channels() {
        return weight3x3.dim(0);
    }

    /**
     * Returns the number of image channels that the encoder takes.
     *
     * @return C, 3 for colour images
     */
    public int imageChannels() {
        return weight3x3.dim(1);
    }
}
