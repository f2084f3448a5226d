package org.samdeblur.networks.expansion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.networks.contract.Graphs;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.graph.Value;

class OperatorExpansionTest {
    private static Graph graph(Node node) {
        return new Graph(
                "products",
                17,
                node.inputs().stream()
                        .map(name -> Value.unranked(name, ElementType.FLOAT))
                        .toList(),
                node.outputs().stream()
                        .map(name -> Value.unranked(name, ElementType.FLOAT))
                        .toList(),
                List.of(node),
                Map.of(),
                Map.of());
    }

    private static Graph einsum(String equation) {
        Map<String, Attribute> attributes = Map.of("equation", Attribute.of(equation));
        return graph(new Node("mix7", "Einsum", List.of("a", "b"), List.of("y"), attributes));
    }

    @Test
    void aGraphWithoutSuchOperatorsStaysTheSame() {
        Graph graph = Graphs.convolutions();
        assertSame(graph, OperatorExpansion.expand(graph));
    }

    @Test
    void productsOfMatricesTakeNoDetour() {
        assertEquals(
                List.of("MatMul"),
                OperatorExpansion.expand(einsum("bij,bjk->bik")).nodes().stream()
                        .map(Node::operator)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "ij->ij", "ij,jk,kl->il", "ij,jk->im", "ij,jk->ii", "i1,jk->ik", "i..j,jk->ik", "a->b->c"})
    void anEquationThatDoesNotFitIsNamed(String equation) {
        Graph graph = einsum(equation);
        String message = assertThrows(InvalidModelException.class, () -> OperatorExpansion.expand(graph))
                .getMessage();
        assertTrue(message.contains("'mix7' (Einsum)") && message.contains("equation"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mode", "padding_mode"})
    void aSettingThatIsNotKnownIsNamed(String attribute) {
        Graph graph = graph(new Node(
                "warp", "GridSample", List.of("x", "grid"), List.of("y"), Map.of(attribute, Attribute.of("mirrored"))));
        String message = assertThrows(InvalidModelException.class, () -> OperatorExpansion.expand(graph))
                .getMessage();
        assertTrue(message.contains("'warp' (GridSample)") && message.contains("'mirrored'"), message);
    }
}
