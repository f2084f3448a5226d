package org.samdeblur.backend.tensorflow;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.Device;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.contract.EngineContract;
import org.samdeblur.networks.contract.Golden;
import org.samdeblur.networks.contract.Graphs;
import org.samdeblur.networks.contract.Reference;
import org.samdeblur.networks.engine.GraphEngine;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.graph.Value;
import org.samdeblur.networks.graph.Value.Axis;

class TensorFlowEngineTest extends EngineContract {
    private static final int ROUNDS = 5;

    @Override
    protected GraphEngine open(int threads) {
        return TensorFlowEngine.open(
                BackendOptions.DEFAULT.withDevice(Device.cpu()).withThreads(threads));
    }

    /** As exporters of PyTorch write them. The weight is large enough to become a variable of that name. */
    @ParameterizedTest
    @ValueSource(strings = {"/body/conv/Constant_1", "_orig_mod.body.weight", "onnx::Conv_77"})
    void weightsMayHaveNamesThatTensorFlowDoesNotTake(String name) throws OrtException {
        GraphBuilder g = new GraphBuilder("named");
        String image = g.input("image", Graphs.ONE, Graphs.THREE, Graphs.HEIGHT, Graphs.WIDTH);
        String features = g.conv(image, g.weight(name, Graphs.weight(1, 64, 3, 3, 3)), GraphBuilder.NONE, 1, 1, 1);
        g.output("features", features, Graphs.ONE, Axis.fixed(64), Graphs.HEIGHT, Graphs.WIDTH);
        Graph graph = g.build();
        Tensor given = Graphs.image(12, 18);

        Tensor expected = Reference.run(graph, Map.of("image", given)).get("features");

        Golden.assertClose(expected, runOnce(graph, given), 1e-5f);
    }

    /** TensorFlow takes no colon in a name, and this library keeps slashes to itself. */
    @Test
    void nodesWhoseNamesBecomeTheSameAreToldApart() throws OrtException {
        List<Node> nodes = List.of(
                new Node("a:b", "Neg", List.of("image"), List.of("first"), Map.of()),
                new Node("a/b", "Neg", List.of("first"), List.of("second"), Map.of()),
                new Node("a_b_1", "Neg", List.of("second"), List.of("third"), Map.of()),
                new Node("a_b", "Neg", List.of("third"), List.of("sharp"), Map.of()));
        List<Axis> shape = List.of(Graphs.ONE, Graphs.THREE, Graphs.HEIGHT, Graphs.WIDTH);
        Graph graph = new Graph(
                "named",
                GraphBuilder.OPSET,
                List.of(new Value("image", ElementType.FLOAT, shape)),
                List.of(new Value("sharp", ElementType.FLOAT, shape)),
                nodes,
                Map.of(),
                Map.of());
        Tensor given = Graphs.image(4, 5);

        Golden.assertClose(given, runOnce(graph, given), 0);
    }

    @Test
    void closedSessionsHoldNoNativeObjects() {
        runOnce(Graphs.convolutions(), Graphs.image(16, 16));
        long before = NativeObjects.count();
        for (int i = 0; i < ROUNDS; i++) {
            runOnce(Graphs.convolutions(), Graphs.image(16, 16));
        }
        long kept = NativeObjects.count() - before;
        assertTrue(kept < ROUNDS, ROUNDS + " closed sessions left " + kept + " native objects");
    }

    @Test
    void closingASessionEndsItsThreads() throws Exception {
        SessionThreads.requireEndedByClosing(() -> engine().load(Graphs.convolutions(), Map.of()));
    }
}
