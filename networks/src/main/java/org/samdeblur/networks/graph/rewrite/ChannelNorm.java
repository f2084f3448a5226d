package org.samdeblur.networks.graph.rewrite;

import java.util.Optional;

/**
 * A normalisation along the channels of every pixel: {@code d = x - mean(x)},
 * {@code d / sqrt(mean(d²) + epsilon) · scale + shift}.
 *
 * @param input x, {@code [N, C, H, W]}
 * @param epsilon what keeps the divisor from zero
 * @param scale the constant that holds a factor for each channel, or one for all, if there is one
 * @param shift the constant that holds a summand for each channel, or one for all, if there is one
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
