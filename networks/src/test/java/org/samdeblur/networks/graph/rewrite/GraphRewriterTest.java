package org.samdeblur.networks.graph.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.samdeblur.networks.graph.rewrite.OnnxRuntime.difference;
import static org.samdeblur.networks.graph.rewrite.TestGraphs.operators;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.DeblurModelOptions.GraphForm;
import org.samdeblur.api.DeblurModelOptions.Pooling;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.deblur.DeblurNetworks;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.graph.OnnxFiles;
import org.samdeblur.networks.graph.Value;
import org.samdeblur.networks.graph.Value.Axis;

/** Whole networks, as written here and by PyTorch's exporter, compute the same after rewriting. */
class GraphRewriterTest {
    private static final Path GOLDEN = Path.of(System.getProperty("samdeblur.golden"));

    @ParameterizedTest
    @CsvSource({"nafnet,3", "segnafnet,5", "masknafnet,4"})
    void aTrainedNetworkComputesTheSame(String name, int channels) {
        Graph plain = checkpoint(name, Pooling.GLOBAL);
        assertComputesTheSame(plain, channels, 96, 112);
    }

    @Test
    void theEmbeddedNetworkComputesTheSame() {
        Graph plain = DeblurNetworks.load(ModelSource.embeddedFast(), DeblurModelOptions.DEFAULT)
                .graph();
        assertComputesTheSame(plain, 5, 96, 112);
    }

    @Test
    void aNetworkWithLocalPoolsComputesTheSame() {
        assertComputesTheSame(checkpoint("nafnet", Pooling.LOCAL), 3, 96, 112);
    }

    @ParameterizedTest
    @CsvSource({"restorer3_dynamic,3,37,51", "restorer5_dynamic,5,37,51", "restorer3_static,3,42,58"})
    void aStrangersNetworkComputesTheSame(String name, int channels, int height, int width) {
        Graph plain = OnnxFiles.read(GOLDEN.resolve("foreign").resolve(name + ".onnx"));
        assertComputesTheSame(plain, channels, height, width);
    }

    @Test
    void outputsThatAreNotKeptTakeWhatOnlyTheyNeedWithThem() {
        Axis any = Axis.any("n");
        GraphBuilder graph = new GraphBuilder("two");
        String both = graph.relu(graph.input("both", any));
        String one = graph.input("one", any);
        graph.output("kept", graph.add(both, graph.scalar(1)), any);
        graph.output("dropped", graph.mul(graph.sigmoid(both), graph.mul(one, graph.scalar(2))), any);

        Graph kept = GraphRewriter.keepOutputs(graph.build(), List.of("kept"));

        assertEquals(
                List.of("Relu", "Add"),
                kept.nodes().stream().map(Node::operator).toList());
        assertEquals(List.of("both"), kept.inputs().stream().map(Value::name).toList());
        assertEquals(List.of("kept"), kept.outputs().stream().map(Value::name).toList());
        assertEquals(1, kept.constants().size());
    }

    @Test
    void outputsThatAreNotThereCannotBeKept() {
        Graph graph = checkpoint("nafnet", Pooling.GLOBAL);

        Exception refusal =
                assertThrows(IllegalArgumentException.class, () -> GraphRewriter.keepOutputs(graph, List.of("masks")));

        assertTrue(refusal.getMessage().contains("no output 'masks'; its outputs are [output]"), refusal::getMessage);
    }

    private static void assertComputesTheSame(Graph plain, int channels, int height, int width) {
        Random random = new Random(3);
        Tensor input = Tensor.create(
                buffer -> {
                    while (buffer.hasRemaining()) {
                        buffer.put(random.nextFloat());
                    }
                },
                1,
                channels,
                height,
                width);
        Graph rewritten = GraphRewriter.rewrite(plain);
        assertEquals(plain.inputs(), rewritten.inputs());
        assertEquals(plain.outputs(), rewritten.outputs());
        assertEquals(plain.metadata(), rewritten.metadata());
        float difference = difference(OnnxRuntime.run(plain, input), OnnxRuntime.run(rewritten, input));
        assertTrue(difference <= 1e-5f, "difference " + difference);
    }

    @Test
    void nothingOfNormsAndGatesIsLeftInNafNetButWhatThePixelsNeed() {
        Graph embedded = DeblurNetworks.load(
                        ModelSource.embeddedFast(), DeblurModelOptions.DEFAULT.withPooling(Pooling.GLOBAL))
                .graph();
        Map<String, Integer> plain = operators(embedded);
        Map<String, Integer> rewritten = operators(GraphRewriter.rewrite(embedded));
        int blocks = plain.get("GlobalAveragePool");
        assertFalse(rewritten.containsKey("Div"));
        assertFalse(rewritten.containsKey("Split"));
        // per block: two norms of a square and a product each, two gates, one channel attention
        assertEquals(7 * blocks, rewritten.get("Mul"));
        // per block: the first convolution, the depthwise one and the one before the second gate are in halves
        int meansByConvolution = plain.get("ReduceMean") - rewritten.get("ReduceMean");
        assertEquals(plain.get("Conv") + 3 * blocks + meansByConvolution, rewritten.get("Conv"));
    }

    @Test
    void thePatternsOfPyTorchsExporterAreFound() {
        Graph plain = OnnxFiles.read(GOLDEN.resolve("foreign/restorer3_dynamic.onnx"));
        Map<String, Integer> before = operators(plain);
        Map<String, Integer> after = operators(GraphRewriter.rewrite(plain));
        assertFalse(after.containsKey("Constant"));
        assertEquals(before.get("Pow") - 2, after.get("Pow"), "two norms are followed by 1×1 convolutions");
        assertEquals(
                before.get("Slice") - 2, after.get("Slice"), "one gate is of 12 channels, cut by computed indices");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nafnet", "segnafnet"})
    void rewritingAgainChangesNothing(String name) {
        Graph rewritten = GraphRewriter.rewrite(checkpoint(name, Pooling.GLOBAL));
        assertSame(rewritten, GraphRewriter.rewrite(rewritten));
    }

    private static Graph checkpoint(String name, Pooling pooling) {
        ModelSource source = ModelSource.of(GOLDEN.resolve("nafnet").resolve(name + ".pth"));
        return DeblurNetworks.load(
                        source, DeblurModelOptions.DEFAULT.withPooling(pooling).withGraphForm(GraphForm.PLAIN))
                .graph();
    }
}
