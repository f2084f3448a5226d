package org.samdeblur.networks.graph.rewrite;

/** Whether the inputs of a graph keep the number of channels that they declare. */
enum InputChannels {
    /** The graph runs as it is. */
    FIXED,
    /** The graph is about to be widened. */
    MAY_GROW
}
