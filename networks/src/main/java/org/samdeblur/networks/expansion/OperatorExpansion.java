package org.samdeblur.networks.expansion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.graph.rewrite.GraphRewriter;
import org.samdeblur.networks.operator.NodeDescription;

/**
 * Replaces composite operators by the operators that they consist of, so that backends need not implement them.
 *
 * @since 0.1.0
 */
public final class OperatorExpansion {
    private static final Map<String, Expander> EXPANDERS = expanders();

    private OperatorExpansion() {}

    private static Map<String, Expander> expanders() {
        Map<String, Expander> expanders = new TreeMap<>();
        expanders.put("Acosh", Formulas::acosh);
        expanders.put("Asinh", Formulas::asinh);
        expanders.put("Atanh", Formulas::atanh);
        expanders.put("Einsum", Einsum::expand);
        expanders.put("GridSample", GridSample::expand);
        expanders.put("MeanVarianceNormalization", Formulas::meanVarianceNormalization);
        expanders.put("OneHot", Formulas::oneHot);
        expanders.put("RMSNormalization", Formulas::rmsNormalization);
        expanders.put("Shrink", Formulas::shrink);
        expanders.put("Swish", Formulas::swish);
        expanders.put("Trilu", Formulas::trilu);
        return expanders;
    }

    /**
     * Lists the operators that are expanded.
     *
     * @return ONNX's names, sorted
     */
    public static SortedSet<String> names() {
        return new TreeSet<>(EXPANDERS.keySet());
    }

    /**
     * Expands a graph's operators. Constants and values keep their names; weights stay as they are.
     *
     * @param graph the graph
     * @return a graph that computes the same without the operators of {@link #names}; the same graph if it has none of
     *     them
     * @throws InvalidModelException if a setting of such a node is not supported; the message names the node
     */
    public static Graph expand(Graph graph) {
        if (graph.nodes().stream().noneMatch(OperatorExpansion::isExpanded)) {
            return graph;
        }
        Set<String> names = GraphRewriter.names(graph);
        Map<String, Constant> constants = new LinkedHashMap<>(graph.constants());
        List<Node> nodes = new ArrayList<>();
        for (Node node : graph.nodes()) {
            expand(node, graph.opset(), names, constants, nodes);
        }
        return graph.withBody(nodes, constants);
    }

    private static boolean isExpanded(Node node) {
        return node.domain().isEmpty() && EXPANDERS.containsKey(node.operator());
    }

    private static void expand(
            Node node, int opset, Set<String> names, Map<String, Constant> constants, List<Node> expanded) {
        if (!isExpanded(node)) {
            expanded.add(node);
            return;
        }
        Steps steps = new Steps(node.name(), opset, names, constants);
        List<String> made = EXPANDERS.get(node.operator()).expand(new NodeDescription(node, opset), steps);
        for (Node simpler : steps.endingIn(made, node.outputs())) {
            expand(simpler, opset, names, constants, expanded);
        }
    }
}
