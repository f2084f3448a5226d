package org.samdeblur.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.Device;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.contract.EngineContract;
import org.samdeblur.networks.contract.Golden;
import org.samdeblur.networks.contract.Graphs;
import org.samdeblur.networks.engine.GraphEngine;
import org.samdeblur.networks.engine.GraphSession;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.OnnxFiles;
import org.samdeblur.networks.graph.Value.Axis;

class OnnxRuntimeEngineTest extends EngineContract {
    private static final float TOLERANCE = 1e-4f;

    @Override
    protected GraphEngine open(int threads) {
        return OnnxRuntimeEngine.open(
                BackendOptions.DEFAULT.withDevice(Device.cpu()).withThreads(threads));
    }

    @ParameterizedTest
    @CsvSource({
        "restorer3_dynamic, restorer3",
        "restorer3_dynamic, restorer3_odd",
        "restorer3_static, restorer3",
        "restorer5_dynamic, restorer5",
        "restorer5_dynamic, restorer5_odd",
        "restorer5_static, restorer5"
    })
    void networksOfOthersComputeWhatTheyDidWhereTheyCameFrom(String network, String data) {
        Graph graph = OnnxFiles.read(Golden.file("foreign/" + network + ".onnx"));
        Tensor input = batch(Golden.tensor("foreign/" + data + "_input.npy"));
        Tensor expected = batch(Golden.tensor("foreign/" + data + "_output.npy"));
        try (GraphSession session = engine().load(graph, Map.of())) {
            Map<String, Tensor> outputs =
                    session.run(Map.of(graph.inputs().get(0).name(), input));
            Golden.assertClose(expected, outputs.get(graph.outputs().get(0).name()), TOLERANCE);
        }
    }

    @Test
    void memoryIsWrittenToWhereTheGraphDoesNotForetellItsOutputAsWell() {
        FloatBuffer memory = floats(3 * 10 * 15);
        try (GraphSession session =
                engine().load(Graphs.halving(Axis.any("half height"), Axis.any("half width")), Map.of())) {
            Tensor image = Graphs.image(20, 30);

            session.run(Map.of("image", image), Map.of("half", memory));

            assertEquals(run(session, image), Tensor.wrap(memory, 1, 3, 10, 15));
        }
    }

    private static Tensor batch(Tensor image) {
        return image.rank() == 4 ? image : image.reshape(1, image.dim(0), image.dim(1), image.dim(2));
    }

    @Test
    void aGraphThatClaimsAnOutputNoBufferHoldsRunsAllTheSame() {
        Tensor expected = runOnce(Graphs.halving(Axis.any("h2"), Axis.any("w2")), Graphs.image(12, 18));
        Axis huge = Axis.fixed(1 << 20);
        assertEquals(expected, runOnce(Graphs.halving(huge, huge), Graphs.image(12, 18)));
    }

    @Test
    void weightsAreNotNeededOnceTheGraphIsLoaded() {
        Graph graph = Graphs.convolutions();
        Tensor expected = runOnce(graph, Graphs.image(24, 24));
        List<ByteBuffer> writable = new java.util.ArrayList<>();
        Graph copy = withConstants(graph, data -> {
            ByteBuffer bytes = ByteBuffer.allocateDirect(data.remaining()).order(ByteOrder.LITTLE_ENDIAN);
            bytes.put(data).flip();
            writable.add(bytes);
            return bytes;
        });
        try (GraphSession session = engine().load(copy, Map.of())) {
            for (ByteBuffer bytes : writable) {
                while (bytes.hasRemaining()) {
                    bytes.put((byte) 0);
                }
            }
            assertEquals(expected, run(session, Graphs.image(24, 24)));
        }
    }

    @Test
    void weightsThatStayInPlaceComputeTheSame() {
        Tensor image = Graphs.image(20, 30);
        Tensor expected = runOnce(Graphs.convolutions(), image);
        BackendOptions options = BackendOptions.DEFAULT.withDevice(Device.cpu()).withThreads(2);
        try (OnnxRuntimeEngine unpacking = OnnxRuntimeEngine.open(options, 0);
                GraphSession session = unpacking.load(Graphs.convolutions(), Map.of())) {
            System.gc(); // nobody but the session refers to the weights

            assertArrayEquals(expected.toArray(), run(session, image).toArray(), TOLERANCE);
        }
    }
}
