package org.samdeblur.networks.sam.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.contract.PyTorchZipWriter;
import org.samdeblur.networks.engine.GraphSession;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.sam.TestEngine;
import org.samdeblur.networks.sam.pixels.PixelInput.Normalised;

/** MobileSAM as one file, in the form and with the names and sizes of the official one. */
class MobileSamTest {
    /** The number of weights that training moves. */
    private static final long PUBLISHED_PARAMETERS = 10_130_092;

    @TempDir
    Path folder;

    @Test
    void isRecognisedAndRuns() {
        SamNetwork network = SamNetworks.load(ModelSource.of(officialForm()));

        assertEquals("MobileSAM", network.architecture());
        assertEquals(new SamShape(1024, 256, 64), network.shape());
        assertEquals(Normalised.PUBLISHED, network.pixels());
        assertEquals(PUBLISHED_PARAMETERS, network.parameters());
        Tensor embedding = run(network.imageEncoder(), Map.of("image", Tensor.zeros(1, 3, 1024, 1024)))
                .get("image_embeddings");
        Map<String, Tensor> answer = run(
                network.maskDecoder(),
                Map.of(
                        "image_embeddings", embedding,
                        "point_coords", Tensor.of(new float[] {512, 300, 0, 0}, 1, 2, 2),
                        "point_labels", Tensor.of(new float[] {1, -1}, 1, 2),
                        "mask_input", Tensor.zeros(1, 1, 256, 256),
                        "has_mask_input", Tensor.zeros(1)));
        assertEquals("Tensor[1, 4, 256, 256]", answer.get("low_res_masks").toString());
        assertEquals("Tensor[1, 4]", answer.get("iou_predictions").toString());
        for (float iou : answer.get("iou_predictions").toArray()) {
            assertTrue(Float.isFinite(iou), () -> "a predicted IoU of " + iou);
        }
    }

    private Path officialForm() {
        Map<String, Constant> weights = new LinkedHashMap<>(TinyVitWeights.published());
        RandomDecoder decoder = RandomDecoder.create();
        decoder.names().forEach(name -> weights.put(name, decoder.weight(name)));
        Path file = folder.resolve("mobile_sam.pt");
        PyTorchZipWriter.write(file, weights);
        return file;
    }

    private static Map<String, Tensor> run(Graph graph, Map<String, Tensor> inputs) {
        try (TestEngine engine = new TestEngine();
                GraphSession session = engine.load(graph, Map.of())) {
            return session.run(inputs);
        }
    }
}
