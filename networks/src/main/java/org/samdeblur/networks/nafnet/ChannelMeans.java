package org.samdeblur.networks.nafnet;

import java.util.function.UnaryOperator;
import org.samdeblur.networks.graph.Operand;

/** The means by which a block weighs its channels. */
interface ChannelMeans {
    /**
     * Weighs channels by a function of their means.
     *
     * @param x {@code [N, C, H, W]}
     * @param level how often the map has been halved
     * @param weights makes weights of means, pixel by pixel
     * @return the weighed map
     */
    Operand weigh(Operand x, int level, UnaryOperator<Operand> weights);
}
