package org.samdeblur.networks.expansion;

import java.util.List;
import org.samdeblur.networks.operator.NodeDescription;

/** Writes nodes of one operator as simpler nodes. */
@FunctionalInterface
interface Expander {
    /**
     * Expands a node.
     *
     * @param node the node
     * @param steps takes the simpler nodes
     * @return the values that are the node's outputs, in its order
     * @throws org.samdeblur.api.InvalidModelException if the node asks for what is not supported; names it
     */
    List<String> expand(NodeDescription node, Steps steps);
}
