package org.samdeblur.backend.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.BackendException;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.Device;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.contract.EngineContract;
import org.samdeblur.networks.contract.Golden;
import org.samdeblur.networks.contract.Graphs;
import org.samdeblur.networks.contract.Reference;
import org.samdeblur.networks.deblur.DeblurNetworks;
import org.samdeblur.networks.engine.GraphEngine;
import org.samdeblur.networks.engine.GraphSession;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Value.Axis;
import org.samdeblur.networks.graph.rewrite.GraphRewriter;

class DjlEngineTest extends EngineContract {
    @Override
    protected GraphEngine open(int threads) {
        return DjlEngine.open(BackendOptions.DEFAULT.withDevice(Device.cpu()).withThreads(threads));
    }

    @Override
    protected int nativeArrays(GraphSession session) {
        return ((DjlSession) session).arrays();
    }

    @Test
    void theEmbeddedModelGivesWhatOnnxRuntimeGives() throws OrtException {
        Graph plain = DeblurNetworks.load(ModelSource.embeddedFast(), DeblurModelOptions.DEFAULT)
                .graph();
        int channels = plain.inputs().get(0).shape().get(1).size().orElseThrow();
        Tensor image = Graphs.random(3, 1, channels, 64, 96);
        String input = plain.inputs().get(0).name();
        String output = plain.outputs().get(0).name();
        for (Graph graph : List.of(plain, GraphRewriter.rewrite(plain))) {
            Tensor expected = Reference.run(graph, Map.of(input, image)).get(output);
            Golden.assertClose(expected, runOnceNamed(graph, input, image), 1e-4f);
        }
    }

    private Tensor runOnceNamed(Graph graph, String input, Tensor image) {
        try (GraphSession session = engine().load(graph, Map.of())) {
            return session.run(Map.of(input, image)).values().iterator().next();
        }
    }

    @Test
    void whatAGraphClaimsOfItsOutputDoesNotMatter() {
        Tensor expected = runOnce(Graphs.halving(Axis.any("h2"), Axis.any("w2")), Graphs.image(12, 18));
        assertArrayEquals(new int[] {1, 3, 6, 9}, expected.shape());
        assertEquals(expected, runOnce(Graphs.halving(Graphs.HEIGHT, Graphs.WIDTH), Graphs.image(12, 18)));
    }

    @Test
    void anInputOrConstantMayBeAnOutput() {
        GraphBuilder g = new GraphBuilder("through");
        String image = g.input("image", Graphs.ONE, Graphs.THREE, Graphs.HEIGHT, Graphs.WIDTH);
        g.output("same", g.identity(image), Graphs.ONE, Graphs.THREE, Graphs.HEIGHT, Graphs.WIDTH);
        Tensor given = Graphs.image(4, 5);
        try (GraphSession session = engine().load(g.build(), Map.of())) {
            int arrays = nativeArrays(session);
            assertEquals(given, run(session, given));
            assertEquals(given, run(session, given));
            assertEquals(arrays, nativeArrays(session));
        }
    }

    @Test
    void bfloat16IsRefusedAtLoadingAndNamesWhereItStands() {
        long bfloat16 = ElementType.BFLOAT16.onnxCode();
        GraphBuilder cast = new GraphBuilder("cast");
        String image = cast.input("image", Graphs.ONE, Graphs.THREE, Graphs.HEIGHT, Graphs.WIDTH);
        String narrow = cast.under("early").op("Cast", List.of(image), Map.of("to", Attribute.of(bfloat16)));
        cast.output("out", narrow, Graphs.ONE, Graphs.THREE, Graphs.HEIGHT, Graphs.WIDTH);
        assertOneLine(
                assertThrows(InvalidModelException.class, () -> engine().load(cast.build(), Map.of())),
                "(Cast)",
                "BFLOAT16");

        GraphBuilder weight = new GraphBuilder("weight");
        String other = weight.input("image", Graphs.ONE, Graphs.THREE, Graphs.HEIGHT, Graphs.WIDTH);
        Constant two = new Constant(ElementType.BFLOAT16, List.of(1), ByteBuffer.allocate(Short.BYTES));
        weight.output(
                "out",
                weight.add(other, weight.weight("two", two)),
                Graphs.ONE,
                Graphs.THREE,
                Graphs.HEIGHT,
                Graphs.WIDTH);
        assertOneLine(
                assertThrows(InvalidModelException.class, () -> engine().load(weight.build(), Map.of())),
                "'two'",
                "BFLOAT16");
    }

    @Test
    void aNodeThatFailsIsNamedAndLeavesNothingBehind() {
        GraphBuilder g = new GraphBuilder("mismatch");
        String image = g.input("image", Graphs.ONE, Graphs.THREE, Graphs.HEIGHT, Graphs.WIDTH);
        String twice = g.add(image, image);
        String wrong = g.under("late").reshape(g.relu(twice), 7, 11);
        g.output("out", wrong, Axis.fixed(7), Axis.fixed(11));
        try (GraphSession session = engine().load(g.build(), Map.of())) {
            int arrays = nativeArrays(session);
            Tensor given = Graphs.image(4, 5);
            assertOneLine(assertThrows(BackendException.class, () -> run(session, given)), "(Reshape)", "[7, 11]");
            assertEquals(arrays, nativeArrays(session));
        }
    }
}
