package org.samdeblur.networks.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.graph.Value;

class ComputedNodesTest {
    @Test
    void outputsThatNothingReadsHaveNoName() {
        Node norm = node("LayerNormalization", List.of("image", "scale"), "normal", "mean", "deviation");
        Node sum = node("Add", List.of("normal", "deviation"), "result");

        List<Node> nodes = ComputedNodes.of(graph(norm, sum));

        assertEquals(List.of("normal", "", "deviation"), nodes.get(0).outputs());
        assertEquals(List.of(sum), nodes.subList(1, nodes.size()));
    }

    @Test
    void whatNothingReadsIsLeftOutWithAllThatOnlyItReads() {
        Node first = node("Sqrt", List.of("image"), "root");
        Node unread = node("Sharpen", List.of("root"), "sharp", "");
        Node clip = node("Clip", List.of("image", "", "most"), "result");

        assertEquals(List.of(clip), ComputedNodes.of(graph(first, unread, clip)));
    }

    @Test
    void constantsAreNotComputed() {
        Node constant = new Node("one", "Constant", List.of(), List.of("one"), Map.of("value_float", Attribute.of(1f)));
        Node sum = node("Add", List.of("image", "one"), "result");

        assertEquals(List.of(sum), ComputedNodes.of(graph(constant, sum)));
    }

    private static Node node(String operator, List<String> inputs, String... outputs) {
        return new Node(operator, operator, inputs, Arrays.asList(outputs), Map.of());
    }

    private static Graph graph(Node... nodes) {
        return new Graph(
                "some",
                17,
                List.of(Value.unranked("image", ElementType.FLOAT)),
                List.of(Value.unranked("result", ElementType.FLOAT)),
                List.of(nodes),
                Map.of(),
                Map.of());
    }
}
