package org.samdeblur.networks.graph.rewrite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Node;

/** Removes nodes and constants that no output depends on. */
final class RemoveUnused implements Rewrite {
    @Override
    public Graph apply(Graph graph) {
        Set<String> needed = new HashSet<>();
        graph.outputs().forEach(output -> needed.add(output.name()));
        List<Node> kept = new ArrayList<>();
        List<Node> backwards = new ArrayList<>(graph.nodes());
        Collections.reverse(backwards);
        for (Node node : backwards) {
            if (!Collections.disjoint(needed, node.outputs())) {
                kept.add(node);
                needed.addAll(GraphIndex.valuesReadBy(node));
            }
        }
        Map<String, Constant> constants = new LinkedHashMap<>(graph.constants());
        constants.keySet().retainAll(needed);
        if (kept.size() == graph.nodes().size()
                && constants.size() == graph.constants().size()) {
            return graph;
        }
        Collections.reverse(kept);
        return graph.withBody(kept, constants);
    }
}
