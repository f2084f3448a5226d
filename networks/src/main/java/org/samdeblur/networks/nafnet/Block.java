package org.samdeblur.networks.nafnet;

import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.Operand;

/** What the U of NAFNet and its kin is made of. */
interface Block {
    /**
     * Writes a block, which keeps the shape.
     *
     * @param layers the block's weights
     * @param x {@code [N, channels, H, W]}
     * @param channels the number of channels
     * @param means the means by which channels are weighed
     * @param level how often the map has been halved
     */
    Operand write(Layers layers, Operand x, int channels, ChannelMeans means, int level);
}
