package org.samdeblur.networks.deblur;

import org.samdeblur.networks.architecture.Layers;

/** NAFNet's simplified channel attention: weighs channels by a linear function of their means. */
interface ChannelAttention {
    /**
     * Writes it.
     *
     * @param layers the part of the network; layer 1 is the linear function
     * @param x the feature map
     * @param level how often the map has been halved
     * @return the weighed map
     */
    String write(Layers layers, String x, int level);
}
