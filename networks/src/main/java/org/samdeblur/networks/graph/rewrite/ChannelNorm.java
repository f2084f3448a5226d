package org.samdeblur.networks.graph.rewrite;

import java.util.Optional;

/**
 * A normalisation along the channels of every pixel: {@code d = x - mean(x)}, {@code d / sqrt(mean(d²) + epsilon) ·
 * scale + shift}.
 *
 * @param input x, {@code [N, C, H, W]}
 * @param epsilon added to the variance
 * @param scale the name of the constant with a factor for each channel, or one for all; empty for no scale
 * @param shift the name of the constant with a summand for each channel, or one for all; empty for no shift
 */
record ChannelNorm(String input, float epsilon, Optional<String> scale, Optional<String> shift) {
    ChannelNorm(String input, float epsilon) {
        this(input, epsilon, Optional.empty(), Optional.empty());
    }

    ChannelNorm withScale(String factors) {
        return new ChannelNorm(input, epsilon, Optional.of(factors), shift);
    }

    ChannelNorm withShift(String summands) {
        return new ChannelNorm(input, epsilon, scale, Optional.of(summands));
    }
}
