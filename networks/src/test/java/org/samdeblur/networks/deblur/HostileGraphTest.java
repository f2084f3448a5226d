package org.samdeblur.networks.deblur;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.MapEncoder;
import org.samdeblur.map.MaskAveragePooling;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.graph.OnnxFiles;
import org.samdeblur.networks.graph.Value;
import org.samdeblur.networks.graph.Value.Axis;
import org.samdeblur.networks.graph.rewrite.GraphRewriter;

/** Files made to take memory, time or stack beyond all reason. */
class HostileGraphTest {
    private static final int MANY = 5_000;
    private static final List<Axis> IMAGE = List.of(Axis.fixed(1), Axis.fixed(3), Axis.any("h"), Axis.any("w"));

    @TempDir
    Path folder;

    private static Graph graph(List<Node> nodes, Map<String, Constant> constants) {
        return new Graph(
                "hostile",
                17,
                List.of(new Value("x", ElementType.FLOAT, IMAGE)),
                List.of(new Value("y", ElementType.FLOAT, IMAGE)),
                nodes,
                constants,
                Map.of());
    }

    private static List<Node> chain(String operator, String from, String to, int length) {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            String input = i == 0 ? from : from + i;
            String output = i == length - 1 ? to : from + (i + 1);
            nodes.add(new Node("same", operator, List.of(input), List.of(output), Map.of()));
        }
        return nodes;
    }

    private DeblurNetwork read(Graph graph) {
        Path file = folder.resolve("hostile.onnx");
        OnnxFiles.write(graph, file);
        return OnnxDeblurNetwork.read(file, DeblurModelOptions.DEFAULT);
    }

    @Test
    void longChainsOfNodesOfOneNameAreReadRewrittenAndWidened() {
        List<Node> nodes = new ArrayList<>(chain("Relu", "x", "z", MANY));
        nodes.add(new Node("conv", "Conv", List.of("z", "w"), List.of("y"), Map.of()));
        Constant weight = Constant.create(values -> values.put(0, 1), 3, 3, 1, 1);

        DeblurNetwork network = read(graph(nodes, Map.of("w", weight)));

        assertEquals(MANY + 1, network.graph().nodes().size());
        assertEquals(MANY + 1, GraphRewriter.rewrite(network.graph()).nodes().size());
        DeblurNetwork wide = network.widened(new MaskAveragePooling(MapEncoder.random(2, 1)));
        assertEquals(5, wide.info().inputChannels());
    }

    @Test
    void longChainsOfIdentitiesAndConstantsAreFolded() {
        assertTrue(GraphRewriter.rewrite(read(graph(chain("Identity", "x", "y", MANY), Map.of()))
                                .graph())
                        .nodes()
                        .size()
                < 3);

        List<Node> products = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            products.add(new Node(
                    "product" + i, "Mul", List.of(i == 0 ? "one" : "k" + i, "one"), List.of("k" + (i + 1)), Map.of()));
        }
        products.add(new Node(
                "shape",
                "Concat",
                List.of("k" + MANY, "one", "one", "one"),
                List.of("s"),
                Map.of("axis", new Attribute.IntValue(0))));
        products.add(new Node("y", "Expand", List.of("x", "s"), List.of("y"), Map.of()));
        GraphRewriter.rewrite(
                read(graph(products, Map.of("one", Constant.ofLongs(1)))).graph());
    }

    @Test
    void constantsThatDoubleAreNotFolded() {
        List<Node> nodes = new ArrayList<>();
        Map<String, Constant> constants = new LinkedHashMap<>(Map.of("k0", Constant.ofLongs(1)));
        for (int i = 0; i < 26; i++) {
            nodes.add(new Node(
                    "double" + i,
                    "Concat",
                    List.of("k" + i, "k" + i),
                    List.of("k" + (i + 1)),
                    Map.of("axis", new Attribute.IntValue(0))));
        }
        nodes.add(new Node("sum", "ReduceMax", List.of("k26"), List.of("n"), Map.of()));
        nodes.add(new Node(
                "float",
                "Cast",
                List.of("n"),
                List.of("f"),
                Map.of("to", new Attribute.IntValue(ElementType.FLOAT.onnxCode()))));
        nodes.add(new Node("y", "Mul", List.of("x", "f"), List.of("y"), Map.of()));

        Graph rewritten = GraphRewriter.rewrite(graph(nodes, constants));

        long bytes = rewritten.constants().values().stream()
                .mapToLong(constant -> constant.data().remaining())
                .sum();
        assertTrue(bytes < 1_000_000, () -> "folded " + bytes + " bytes");
    }

    @Test
    void axesBeyondAllLimitsAreRefusedByName() {
        Constant scales = Constant.create(values -> values.put(new float[] {1, 1, 1e9f, 1e9f}), 4);
        List<Node> nodes = List.of(new Node("huge", "Resize", List.of("x", "", "scales"), List.of("y"), Map.of()));

        Exception refusal =
                assertThrows(InvalidModelException.class, () -> read(graph(nodes, Map.of("scales", scales))));

        assertTrue(refusal.getMessage().contains("'huge' (Resize)"), refusal::getMessage);
    }
}
