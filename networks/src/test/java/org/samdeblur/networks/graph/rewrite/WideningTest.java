package org.samdeblur.networks.graph.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.samdeblur.networks.graph.rewrite.OnnxRuntime.difference;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.deblur.DeblurNetworks;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.GraphBuilder.PadMode;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.graph.OnnxFiles;
import org.samdeblur.networks.graph.Value;
import org.samdeblur.networks.graph.Value.Axis;
import org.samdeblur.networks.operator.GraphConstants;

class WideningTest {
    private static final Path GOLDEN = Path.of(System.getProperty("samdeblur.golden"));
    private static final int ADDED = 2;

    private final TestGraphs test = new TestGraphs(5);
    private final GraphBuilder g = test.graph();

    @ParameterizedTest
    @CsvSource({"nafnet,3", "masknafnet,4"})
    void nafNetReadsTheNewChannelsInItsFirstConvolution(String name, int channels) {
        ModelSource source = ModelSource.of(GOLDEN.resolve("nafnet").resolve(name + ".pth"));
        Graph graph = DeblurNetworks.load(source, DeblurModelOptions.DEFAULT).graph();
        assertWidened(1, graph, channels, 48, 64);
    }

    @Test
    void widenedWeightsKeepTheirPublishedNames() {
        ModelSource source = ModelSource.of(GOLDEN.resolve("nafnet/nafnet.pth"));
        Graph graph = DeblurNetworks.load(source, DeblurModelOptions.DEFAULT).graph();
        Graph wide = Widening.widen(graph, ADDED);

        assertEquals(3 + ADDED, wide.constants().get("intro.weight").shape().get(1));
        assertTrue(wide.constants().keySet().containsAll(graph.constants().keySet()));
        assertTrue(wide.constants().keySet().stream().noneMatch(name -> name.contains("widened")));
    }

    @Test
    void aWeightThatOtherConvolutionsReadKeepsItsNameAndTheWidenedOneGetsAnother() {
        String image = test.image(3);
        String weight = test.weight(3, 3, 1, 1);
        String x = g.op("Conv", image, weight);
        Graph graph = test.endingIn(g.op("Conv", x, weight), 3);
        Graph wide = Widening.widen(graph, ADDED);

        assertEquals(3, wide.constants().get(weight).shape().get(1));
        assertWidened(1, graph, 3, 9, 8);
    }

    @Test
    void dmphnReadsTheNewChannelsAtEveryLevel() {
        Path folder = Path.of(System.getProperty("samdeblur.shared"), "models", "dmphn");
        assumeTrue(Files.isDirectory(folder), "the weights of DMPHN are not at " + folder);
        Graph graph = DeblurNetworks.load(ModelSource.of(folder), DeblurModelOptions.DEFAULT)
                .graph();
        assertWidened(4 + 2 + 1, graph, 3, 64, 64);
    }

    @ParameterizedTest
    @CsvSource({"restorer3_dynamic,37,51", "restorer3_static,42,58"})
    void aStrangersNetworkIsWidenedOnBothItsBranches(String name, int height, int width) {
        assertWidened(2, OnnxFiles.read(GOLDEN.resolve("foreign").resolve(name + ".onnx")), 3, height, width);
    }

    @Test
    void rewritingAndWideningGoTogether() {
        Graph plain = OnnxFiles.read(GOLDEN.resolve("foreign/restorer3_dynamic.onnx"));
        assertWidened(2, GraphRewriter.rewrite(plain), 3, 37, 51);
        Tensor input = test.normal(1, 3 + ADDED, 37, 51);
        Tensor expected = OnnxRuntime.run(Widening.widen(plain, ADDED), input);
        Tensor actual = OnnxRuntime.run(GraphRewriter.rewrite(Widening.widen(plain, ADDED)), input);
        assertTrue(difference(expected, actual) <= 1e-5f);
    }

    @Test
    void newChannelsPassNormalisationAsTheyAre() {
        String normal = g.div(g.sub(test.image(3), test.weight(1, 3, 1, 1)), g.scalar(0.25f));
        Graph wide = assertWidened(1, test.endingIn(convolved(normal, 4), 4), 3, 9, 8);
        Node division = wide.nodes().stream()
                .filter(node -> node.operator().equals("Div"))
                .findFirst()
                .orElseThrow();
        Constant divisor = GraphConstants.of(wide).get(division.input(1));
        assertEquals(Tensor.of(new float[] {0.25f, 0.25f, 0.25f, 1, 1}, 1, 5, 1, 1), divisor.toTensor());
    }

    @Test
    void newChannelsPassWhatChangesValues() {
        String x = g.relu(g.op("Clip", test.image(3), g.scalar(-1), g.scalar(1)));
        assertWidened(1, test.endingIn(convolved(x, 4), 4), 3, 9, 8);
    }

    @Test
    void newChannelsAreCutPaddedPooledAndScaledWithTheImage() {
        String x = g.pad(test.image(3), PadMode.REFLECT, 1, 2, 3, 4);
        List<String> rows = g.chunk(g.slice(x, 3, 1, -1), 2, 2);
        String pooled = g.op(
                "MaxPool",
                List.of(g.concat(3, rows.get(1), rows.get(0))),
                Map.of("kernel_shape", Attribute.ofLongs(2, 2), "strides", Attribute.ofLongs(1, 1)));
        Graph graph = test.endingIn(convolved(g.resizeBilinear(pooled, 2), 4), 4);
        assertWidened(1, graph, 3, 10, 8);
    }

    @Test
    void whatIsAddedToTheImageBeforeAConvolutionKeepsItsChannels() {
        String x = test.image(3);
        String guess = convolved(x, 3);
        String better = convolved(g.add(guess, x), 3);
        Graph graph = test.endingIn(g.add(better, x), 3);
        assertWidened(2, graph, 3, 9, 8);
    }

    @Test
    void convolutionsThatShareWeightsShareTheWidenedOnes() {
        String x = test.image(3);
        String weight = test.kernel(3, 3, 3);
        String first = g.conv(x, weight, GraphBuilder.NONE, 1, 1, 1);
        Graph graph = test.endingIn(g.add(first, g.conv(g.identity(x), weight, GraphBuilder.NONE, 1, 1, 1)), 3);
        Graph wide = assertWidened(2, graph, 3, 9, 8);
        assertEquals(
                1,
                wide.constants().keySet().stream()
                        .filter(name -> name.startsWith(weight))
                        .count());
    }

    @Test
    void noChannelsChangeNothing() {
        Graph graph = test.endingIn(convolved(test.image(3), 3), 3);
        assertSame(graph, Widening.widen(graph, 0));
    }

    @Test
    void whatCannotBeWidenedIsNamed() {
        String x = g.op("SpaceToDepth", List.of(test.image(3)), Map.of("blocksize", Attribute.of(2)));
        Graph graph = test.endingIn(test.conv1x1(x, 12, 4), 4);
        assertRefused("'SpaceToDepth' (SpaceToDepth)", graph);
    }

    @Test
    void aConvolutionInGroupsIsNamed() {
        assertRefused("'Conv' (Conv)", test.endingIn(test.depthwise(test.image(3), 3), 3));
    }

    @Test
    void aGraphWithoutAnImageOfFixedChannelsIsRefused() {
        Axis any = Axis.any("size");
        Graph graph = new Graph(
                "vague",
                17,
                List.of(new Value("x", ElementType.FLOAT, List.of(any, any, any, any))),
                List.of(Value.unranked("y", ElementType.FLOAT)),
                List.of(new Node("relu", "Relu", List.of("x"), List.of("y"), Map.of())),
                Map.of(),
                Map.of());
        assertRefused("channels of its input 'x'", graph);
        g.input("vector", any);
        assertRefused("but it has 0", test.endingIn(g.relu("vector"), 3));
    }

    private static void assertRefused(String reason, Graph graph) {
        InvalidModelException refused = assertThrows(InvalidModelException.class, () -> Widening.widen(graph, ADDED));
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
    }

    private String convolved(String x, int outputs) {
        return g.conv(x, test.kernel(outputs, 3, 3), test.weight(outputs), 1, 1, 1);
    }

    /** Checks that so many convolutions read the new channels, and that these change nothing. */
    private Graph assertWidened(int convolutions, Graph graph, int channels, int height, int width) {
        Graph wide = Widening.widen(graph, ADDED);
        assertEquals(Axis.fixed(channels + ADDED), wide.inputs().get(0).shape().get(1));
        assertEquals(graph.outputs(), wide.outputs());
        assertEquals(
                convolutions,
                wide.nodes().stream()
                        .filter(node -> reads(node, channels + ADDED, wide))
                        .count());
        Tensor image = test.normal(1, channels, height, width);
        Tensor added = test.normal(1, ADDED, height, width);
        Tensor both = Tensor.concat(image.reshape(channels, height, width), added.reshape(ADDED, height, width))
                .reshape(1, channels + ADDED, height, width);
        float difference = difference(OnnxRuntime.run(graph, image), OnnxRuntime.run(wide, both));
        assertTrue(difference <= 1e-5f, "difference " + difference);
        return wide;
    }

    private static boolean reads(Node node, int channels, Graph graph) {
        return node.operator().equals("Conv")
                && graph.constants().get(node.inputs().get(1)).shape().get(1) == channels;
    }
}
