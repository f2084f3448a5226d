package org.samdeblur.networks.graph.rewrite;

/**
 * The operators in which normalisations along channels are written. All forms compute the same, up to rounding; which one is fastest
 * depends on the runtime.
 *
 * @since 0.1.0
 */
public enum ChannelNormForm {
    /**
     * {@code ReduceMean} takes means over few channels, and a convolution those over many: for runtimes that reduce the channel axis
     * slowly or on one thread.
     */
    CONVOLUTIONS,

    /**
     * {@code ReduceMean} takes means, and {@code ReduceL2} the variance: for runtimes that keep channels last, where reductions are fast.
     */
    REDUCTIONS
}
