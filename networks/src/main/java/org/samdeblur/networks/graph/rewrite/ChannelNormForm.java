package org.samdeblur.networks.graph.rewrite;

/**
 * The operators that compute normalisations along channels. All forms compute the same, up to rounding; which one is
 * fastest depends on the runtime.
 *
 * @since 0.1.0
 */
public enum ChannelNormForm {
    /**
     * {@code ReduceMean} computes means over fewer than 128 channels, and a convolution means over 128 or more. For
     * runtimes that reduce the channel axis slowly or on one thread.
     */
    CONVOLUTIONS,

    /**
     * {@code ReduceMean} computes means, and {@code ReduceL2} the variance. For runtimes that keep channels last, where
     * reductions are fast.
     */
    REDUCTIONS
}
