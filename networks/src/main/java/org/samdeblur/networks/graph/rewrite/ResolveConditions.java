package org.samdeblur.networks.graph.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Node;

/** Replaces an {@code If} with a constant condition by the branch taken. */
final class ResolveConditions extends PatternRewrite {
    @Override
    Optional<List<Node>> replace(Node last, GraphIndex graph, Additions additions) {
        if (!GraphIndex.isOperator(last, "If")) {
            return Optional.empty();
        }
        return graph.constant(last.input(0))
                .filter(condition ->
                        condition.type() == ElementType.BOOL && condition.data().remaining() == 1)
                .map(condition -> condition.data().get() != 0 ? "then_branch" : "else_branch")
                .map(branch -> last.attributes().get(branch))
                .filter(Attribute.GraphValue.class::isInstance)
                .map(branch -> ((Attribute.GraphValue) branch).value())
                .filter(branch -> branch.outputs().size() >= last.outputs().size())
                .map(branch -> inlined(last, branch, additions));
    }

    private static List<Node> inlined(Node condition, Graph branch, Additions additions) {
        Map<String, String> names = new HashMap<>();
        for (Map.Entry<String, Constant> constant : branch.constants().entrySet()) {
            names.put(constant.getKey(), additions.constant(constant.getKey(), constant.getValue()));
        }
        List<Node> nodes = new ArrayList<>();
        for (Node node : branch.nodes()) {
            Node renamed = GraphNames.reading(node, names);
            List<String> outputs = new ArrayList<>();
            for (String output : node.outputs()) {
                String fresh = output.isEmpty() ? output : additions.fresh(output);
                names.put(output, fresh);
                outputs.add(fresh);
            }
            nodes.add(new Node(
                    additions.fresh(node.name()),
                    node.domain(),
                    node.operator(),
                    renamed.inputs(),
                    outputs,
                    renamed.attributes()));
        }
        for (int i = 0; i < condition.outputs().size(); i++) {
            String output = condition.outputs().get(i);
            String made = branch.outputs().get(i).name();
            if (!output.isEmpty()) {
                String name = i == 0 ? condition.name() : additions.fresh(condition.name());
                nodes.add(
                        new Node(name, "Identity", List.of(names.getOrDefault(made, made)), List.of(output), Map.of()));
            }
        }
        return nodes;
    }
}
