package org.samdeblur.networks.expansion;

import java.util.List;
import org.samdeblur.networks.operator.NodeDescription;

/** Replaces nodes of one operator by simpler nodes. */
@FunctionalInterface
interface Expander {
    /**
     * Expands a node.
     *
     * @param node the node
     * @param steps receives the simpler nodes
     * @return the values of the node's outputs, in order
     * @throws org.samdeblur.api.InvalidModelException if a setting of the node is not supported; the message names the
     *     node
     */
    List<String> expand(NodeDescription node, Steps steps);
}
