package org.samdeblur.networks.sam.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.Tensor;
import org.samdeblur.map.files.NpyFiles;
import org.samdeblur.networks.architecture.CheckpointGraph;
import org.samdeblur.networks.architecture.WeightShapes;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.rewrite.OnnxRuntime;

/** SAM's image encoder where windows do not fill the image, against what the published code computes. */
class VitEncoderTest {
    private static final float TOLERANCE = 1e-5f;

    private final Checkpoint checkpoint = Checkpoint.open(SmallSam.file("padded_windows.pth"));
    private final VitLayout layout =
            VitLayout.of(new WeightShapes("Segment Anything", checkpoint), SamConfig.published());

    @Test
    void readsItsSizesOffTheWeights() {
        assertEquals(new VitLayout(16, 5, 16, 2, 32, List.of(2, 5), 8), layout);
        CheckpointGraph graphs = graphs();
        layout.write(graphs);
        graphs.requireNothingElse();
    }

    @Test
    void padsWindowsAsThePublishedCodeDoes() {
        assertEmbedsAsPublished(layout.write(graphs()));
    }

    @Test
    void computesTheSameFromAFewScoresAtATime() {
        Graph inSteps = VitEncoder.write(layout, graphs(), 1);

        assertTrue(inSteps.nodes().size() > layout.write(graphs()).nodes().size());
        assertEmbedsAsPublished(inSteps);
    }

    private CheckpointGraph graphs() {
        return CheckpointGraph.of("Segment Anything", checkpoint);
    }

    private static void assertEmbedsAsPublished(Graph encoder) {
        Tensor expected = NpyFiles.read(SmallSam.file("padded_windows_embedding.npy"));

        Tensor embedding = OnnxRuntime.run(encoder, NpyFiles.read(SmallSam.file("padded_windows_input.npy")));

        float difference = OnnxRuntime.difference(expected, embedding);
        assertTrue(difference <= TOLERANCE, () -> "embeddings differ by " + difference);
    }
}
