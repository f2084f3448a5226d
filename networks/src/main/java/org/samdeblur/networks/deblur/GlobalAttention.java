package org.samdeblur.networks.deblur;

import org.samdeblur.networks.architecture.Layers;

/** Channel attention by the means over the whole map, as networks are trained. */
record GlobalAttention() implements ChannelAttention {
    @Override
    public String write(Layers layers, String x, int level) {
        String means = layers.graph().globalAveragePool(x);
        return layers.graph().mul(x, layers.convolution("1", means, 1));
    }
}
