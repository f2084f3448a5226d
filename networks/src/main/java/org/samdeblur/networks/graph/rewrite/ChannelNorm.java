package org.samdeblur.networks.graph.rewrite;

/**
 * A normalisation along the channels of every pixel: {@code d = x - mean(x)},
 * {@code d / sqrt(mean(d²) + epsilon) · scale + shift}.
 *
 * @param input x, {@code [N, C, H, W]}
 * @param epsilon what keeps the divisor from zero
 * @param scale a factor for each channel
 * @param shift a summand for each channel
 */
record ChannelNorm(String input, float epsilon, float[] scale, float[] shift) {
    ChannelNorm withScale(float[] factors) {
        return new ChannelNorm(input, epsilon, factors, shift);
    }

    ChannelNorm withShift(float[] summands) {
        return new ChannelNorm(input, epsilon, scale, summands);
    }
}
