package org.samdeblur.networks.graph.rewrite;

/** Whether the inputs of a graph keep the number of channels that they declare. */
enum InputChannels {
    /** They keep it. */
    FIXED,
    /** They may get more: the graph is about to be widened. */
    MAY_GROW
}
