package org.samdeblur.networks.graph.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.deblur.DeblurNetwork;
import org.samdeblur.networks.deblur.DeblurNetworks;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.graph.Value;
import org.samdeblur.networks.graph.Value.Axis;

/** Weights that an exporter held once for several layers. */
class UntyingTest {
    private static final Constant ZEROS = constant(0, 0, 0);
    private static final Constant VARIED = constant(1, 2, 3);

    @Test
    void aSecondNameBecomesAWeight() {
        Graph graph = graph(
                Map.of("a.bias", ZEROS),
                node("Identity_0", "Identity", List.of("a.bias"), "b.bias"),
                node("/a/Add", "Add", List.of("x", "a.bias"), "y"),
                node("/b/Add", "Add", List.of("y", "b.bias"), "z"));

        Graph untied = Untying.untie(graph);

        assertEquals(Set.of("a.bias", "b.bias"), untied.constants().keySet());
        assertEquals(ZEROS, untied.constants().get("b.bias"));
        assertEquals(List.of("/a/Add", "/b/Add"), names(untied));
        assertEquals(List.of("y", "b.bias"), untied.nodes().get(1).inputs());
    }

    @Test
    void aNameOfANameBecomesAWeightToo() {
        Graph graph = graph(
                Map.of("a", VARIED),
                node("1", "Identity", List.of("a"), "b"),
                node("2", "Identity", List.of("b"), "c"),
                node("3", "Add", List.of("x", "c"), "y"));

        assertEquals(Set.of("a", "b", "c"), Untying.untie(graph).constants().keySet());
    }

    @Test
    void layersThatReadOneWeightOfEqualValuesGetTheirOwnNamedAfterThem() {
        Graph graph = graph(
                Map.of("encoder.first.bias", ZEROS),
                node("/encoder/first/Add", "Add", List.of("x", "encoder.first.bias"), "y"),
                node("/encoder/second/Add", "Add", List.of("y", "encoder.first.bias"), "z"),
                node("/encoder/second/Add_1", "Add", List.of("z", "encoder.first.bias"), "w"),
                node("Add_7", "Add", List.of("w", "encoder.first.bias"), "v"));

        Graph untied = Untying.untie(graph);

        assertEquals(
                Set.of("encoder.first.bias", "encoder.second.bias", "encoder.second.bias_2", "Add_7.bias"),
                untied.constants().keySet());
        assertEquals("encoder.first.bias", untied.nodes().get(0).input(1));
        assertEquals("encoder.second.bias", untied.nodes().get(1).input(1));
    }

    @Test
    void weightsOfVariedValuesStayShared() {
        Graph graph = graph(
                Map.of("kernel", VARIED),
                node("1", "Add", List.of("x", "kernel"), "y"),
                node("2", "Add", List.of("y", "kernel"), "z"));

        assertSame(graph, Untying.untie(graph));
    }

    /** A layer that is used several times shares its kernel, so it shares its bias. */
    @Test
    void aLayerThatIsUsedTwiceKeepsOneBias() {
        Map<String, Constant> weights = new LinkedHashMap<>();
        weights.put("shared.weight", VARIED);
        weights.put("shared.bias", ZEROS);
        weights.put("other.weight", constant(3, 2, 1));
        Graph graph = graph(
                weights,
                node("1", "Conv", List.of("x", "shared.weight", "shared.bias"), "y"),
                node("2", "Conv", List.of("y", "shared.weight", "shared.bias"), "z"),
                node("/other/Conv", "Conv", List.of("z", "other.weight", "shared.bias"), "w"));

        Graph untied = Untying.untie(graph);

        assertEquals("shared.bias", untied.nodes().get(1).input(2));
        assertEquals("other.bias", untied.nodes().get(2).input(2));
        assertEquals(4, untied.constants().size());
    }

    @Test
    void settingsAndSingleNumbersStay() {
        Graph graph = graph(
                Map.of("scales", constant(2, 2, 2), "epsilon", constant(1)),
                node("1", "Resize", List.of("x", "", "scales"), "y"),
                node("2", "Resize", List.of("y", "", "scales"), "z"),
                node("3", "Add", List.of("z", "epsilon"), "w"),
                node("4", "Add", List.of("w", "epsilon"), "v"));

        assertSame(graph, Untying.untie(graph));
    }

    @Test
    void untyingOnceIsEnough() {
        Graph graph = graph(
                Map.of("a.bias", ZEROS),
                node("/a/Add", "Add", List.of("x", "a.bias"), "y"),
                node("/b/Add", "Add", List.of("y", "a.bias"), "z"));
        Graph untied = Untying.untie(graph);

        assertNotSame(graph, untied);
        assertSame(untied, Untying.untie(untied));
    }

    @Test
    void aNetworkThatPyTorchExportedGetsBackItsNames() {
        Path file = Path.of(System.getProperty("samdeblur.shared"))
                .resolve("cases/onnx-size-multiple/nafnet_layernorm.onnx");
        Assumptions.assumeTrue(file.toFile().exists(), () -> "skipped: there is no " + file);
        DeblurNetwork network = DeblurNetworks.load(ModelSource.of(file), DeblurModelOptions.DEFAULT);

        DeblurNetwork untied = network.untied();

        assertEquals(
                network.info().parameters() + 4 * 8 + 2 * 8 + 2 * 16,
                untied.info().parameters() + 0,
                "norms of 8 and 16 channels");
        for (String norm : List.of("e.n1", "e.n2", "m.n1", "m.n2", "dd.n1", "dd.n2")) {
            assertTrue(untied.weights().keySet().containsAll(Set.of(norm + ".weight", norm + ".bias")), norm);
        }
        assertTrue(untied.graph().nodes().stream()
                .noneMatch(node -> node.operator().equals("Identity")));
    }

    private static Graph graph(Map<String, Constant> constants, Node... nodes) {
        List<Axis> axes = List.of(Axis.fixed(3));
        List<Value> inputs = List.of(new Value("x", ElementType.FLOAT, axes));
        String output = nodes[nodes.length - 1].outputs().get(0);
        List<Value> outputs = List.of(new Value(output, ElementType.FLOAT, axes));
        return new Graph("test", 17, inputs, outputs, List.of(nodes), constants, Map.of());
    }

    private static Node node(String name, String operator, List<String> inputs, String output) {
        return new Node(name, operator, inputs, List.of(output), Map.of());
    }

    private static List<String> names(Graph graph) {
        return graph.nodes().stream().map(Node::name).toList();
    }

    private static Constant constant(float... values) {
        assertTrue(values.length > 0, Arrays.toString(values));
        return Constant.of(Tensor.of(values, values.length));
    }
}
