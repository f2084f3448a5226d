package org.samdeblur.networks.nafnet;

import java.util.function.UnaryOperator;
import org.samdeblur.networks.graph.Operand;

/** Means over the whole map, as networks are trained. */
record GlobalMeans() implements ChannelMeans {
    @Override
    public Operand weigh(Operand x, int level, UnaryOperator<Operand> weights) {
        return x.mul(weights.apply(x.globalAveragePool()));
    }
}
