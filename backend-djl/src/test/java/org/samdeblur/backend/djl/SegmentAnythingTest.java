package org.samdeblur.backend.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.Device;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.contract.Golden;
import org.samdeblur.networks.contract.Graphs;
import org.samdeblur.networks.contract.Reference;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.sam.graph.SamNetwork;
import org.samdeblur.networks.sam.graph.SamNetworks;

/** The graphs of a segmentation network, against ONNX Runtime. */
class SegmentAnythingTest {
    private final DjlEngine engine =
            DjlEngine.open(BackendOptions.DEFAULT.withDevice(Device.cpu()).withThreads(2));
    private final SamNetwork network = SamNetworks.load(ModelSource.of(Golden.file("sam/sam.pth")));

    @Test
    void encoderGivesTheSameEmbedding() throws OrtException {
        int[] shape = network.imageEncoder().inputs().get(0).shape().stream()
                .mapToInt(axis -> axis.size().orElse(1))
                .toArray();
        String input = network.imageEncoder().inputs().get(0).name();
        assertSame(network.imageEncoder(), Map.of(input, Graphs.random(1, shape)));
    }

    @Test
    void decoderGivesTheSameMasks() throws OrtException {
        int[] embedding = network.imageEncoder().outputs().get(0).shape().stream()
                .mapToInt(axis -> axis.size().orElse(1))
                .toArray();
        int low = 4 * embedding[2];
        Map<String, Tensor> inputs = new TreeMap<>();
        inputs.put("image_embeddings", Graphs.random(2, embedding));
        inputs.put("point_coords", Tensor.of(new float[] {30, 40, 0, 0, 10, 50, 60, 20}, 2, 2, 2));
        inputs.put("point_labels", Tensor.of(new float[] {1, -1, 2, 3}, 2, 2));
        inputs.put("mask_input", Graphs.random(3, 1, 1, low, low));
        inputs.put("has_mask_input", Tensor.of(new float[] {1}, 1));
        assertSame(network.maskDecoder(), inputs);
    }

    private void assertSame(Graph graph, Map<String, Tensor> inputs) throws OrtException {
        Map<String, Tensor> expected = Reference.run(graph, inputs);
        try (DjlSession session = engine.load(graph, Map.of())) {
            Map<String, Tensor> actual = session.run(inputs);
            assertEquals(expected.keySet(), actual.keySet());
            expected.forEach((name, tensor) -> Golden.assertClose(tensor, actual.get(name), 1e-4f));
        }
    }
}
