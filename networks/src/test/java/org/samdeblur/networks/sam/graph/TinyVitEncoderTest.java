package org.samdeblur.networks.sam.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.Image;
import org.samdeblur.api.Tensor;
import org.samdeblur.map.files.NpyFiles;
import org.samdeblur.networks.architecture.CheckpointGraph;
import org.samdeblur.networks.architecture.WeightShapes;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.graph.rewrite.OnnxRuntime;
import org.samdeblur.networks.sam.graph.TinyVitLayout.AttentionStage;
import org.samdeblur.networks.sam.graph.TinyVitLayout.ConvolutionStage;
import org.samdeblur.networks.sam.pixels.EncoderInput;
import org.samdeblur.networks.sam.pixels.MaskFrame;
import org.samdeblur.networks.sam.pixels.PixelInput.Normalised;
import org.samdeblur.networks.sam.pixels.RgbPixels;

/** MobileSAM's image encoder against what the published code computes. */
class TinyVitEncoderTest {
    private static final int POSITIONS = 16;

    @Test
    void readsItsSizesOffTheWeights() {
        Checkpoint checkpoint = Checkpoint.open(golden().resolve("encoder.pth"));
        CheckpointGraph graphs = CheckpointGraph.of("MobileSAM", checkpoint);

        TinyVitLayout layout =
                TinyVitLayout.of(new WeightShapes("MobileSAM", checkpoint), SamConfig.beside(checkpoint.file()));

        List<AttentionStage> stages = List.of(
                new AttentionStage(128, 2, 24, 2, 7, 96, 3),
                new AttentionStage(64, 3, 32, 4, 14, 128, 3),
                new AttentionStage(64, 1, 320, 5, 7, 1280, 3));
        assertEquals(new TinyVitLayout(1024, 8, new ConvolutionStage(2, 16, 64), stages, 256), layout);
        layout.write(graphs);
        graphs.requireNothingElse();
    }

    @Test
    void embedsAnImageAsThePublishedCodeDoes() {
        Tensor expected = NpyFiles.read(golden().resolve("embedding_every_4th_position.npy"));
        Checkpoint checkpoint = Checkpoint.open(golden().resolve("encoder.pth"));
        TinyVitLayout layout = TinyVitLayout.of(new WeightShapes("MobileSAM", checkpoint), SamConfig.published());
        RgbPixels image = RgbPixels.of(Image.read(golden().resolve("input.png")));
        Tensor input = EncoderInput.of(image, MaskFrame.fitted(image.size(), 1024, 256), Normalised.PUBLISHED);

        Tensor embedding = OnnxRuntime.run(layout.write(CheckpointGraph.of("MobileSAM", checkpoint)), input);

        assertArrayEquals(new int[] {1, 256, 64, 64}, embedding.shape());
        assertArrayEquals(expected.toArray(), every4thPosition(embedding), 1e-4f);
    }

    private static float[] every4thPosition(Tensor embedding) {
        float[] kept = new float[256 * POSITIONS * POSITIONS];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = embedding.get(0, i / POSITIONS / POSITIONS, i / POSITIONS % POSITIONS * 4, i % POSITIONS * 4);
        }
        return kept;
    }

    private static Path golden() {
        Path folder = Path.of(System.getProperty("samdeblur.shared"), "golden", "tinyvit");
        assumeTrue(Files.isDirectory(folder), () -> folder + " does not exist");
        return folder;
    }
}
