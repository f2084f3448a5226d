package org.samdeblur.networks.sam.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.architecture.CheckpointGraph;
import org.samdeblur.networks.architecture.WeightShapes;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.checkpoint.Safetensors;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.rewrite.OnnxRuntime;
import org.samdeblur.networks.sam.graph.TinyVitLayout.AttentionStage;
import org.samdeblur.networks.sam.graph.TinyVitLayout.ConvolutionStage;
import org.samdeblur.networks.sam.pixels.PixelInput.Normalised;

/** What is recognised as MobileSAM's image encoder, and what is refused. */
class TinyVitLayoutTest {
    private static final String BLOCK = "image_encoder.layers.2.blocks.5";

    @TempDir
    Path folder;

    private final Map<String, Constant> weights = new HashMap<>(TinyVitWeights.published());

    @Test
    void readsThePublishedSizesOffTheWeights() {
        Checkpoint checkpoint = checkpoint();
        TinyVitLayout layout = TinyVitLayout.of(new WeightShapes("MobileSAM", checkpoint), SamConfig.published());

        assertTrue(TinyVitLayout.isLike(checkpoint));
        assertEquals(
                new TinyVitLayout(
                        1024,
                        32,
                        new ConvolutionStage(2, 64, 256),
                        List.of(
                                new AttentionStage(128, 2, 128, 4, 7, 512, 3),
                                new AttentionStage(64, 6, 160, 5, 14, 640, 3),
                                new AttentionStage(64, 2, 320, 10, 7, 1280, 3)),
                        256),
                layout);
        CheckpointGraph graphs = CheckpointGraph.of("MobileSAM", checkpoint);
        layout.write(graphs);
        graphs.requireNothingElse();
    }

    @Test
    void hasAsManyTrainedWeightsAsThePublishedEncoder() {
        long trained = weights.entrySet().stream()
                .filter(weight -> !weight.getKey().matches(".*\\.bn\\.(running|num)_.*"))
                .mapToLong(weight -> weight.getValue().data().remaining() / Float.BYTES)
                .sum();

        assertEquals(6_065_532, trained);
    }

    @Test
    void embedsImagesOfAnotherSizeIfToldSo() {
        Checkpoint checkpoint = checkpoint();
        SamConfig small = new SamConfig(
                Optional.of(160),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Normalised.PUBLISHED);
        TinyVitLayout layout = TinyVitLayout.of(new WeightShapes("MobileSAM", checkpoint), small);
        Graph graph = layout.write(CheckpointGraph.of("MobileSAM", checkpoint));

        Tensor embedding = OnnxRuntime.run(graph, Tensor.create(values -> {}, 1, 3, 160, 160));

        assertEquals("Tensor[1, 256, 10, 10]", embedding.toString());
        assertTrue(Float.isFinite(embedding.get(0, 0, 0, 0)));
    }

    @Test
    void doesNotNeedWhatTrainingLeftBehind() {
        weights.keySet().removeIf(name -> name.contains("head.") || name.endsWith(".num_batches_tracked"));

        assertEquals(256, written().outputChannels());
    }

    @Test
    void isNotRecognisedInOtherNetworks() {
        weights.keySet().removeIf(name -> name.startsWith("image_encoder.patch_embed"));

        assertFalse(TinyVitLayout.isLike(checkpoint()));
    }

    @Test
    void refusesAMissingWeight() {
        weights.remove(BLOCK + ".attn.qkv.bias");

        assertRefused("'" + BLOCK + ".attn.qkv.bias' is missing");
    }

    @Test
    void refusesABlockOfAnotherWidthThanItsStage() {
        replace(BLOCK + ".attn.proj.weight", 128, 160);

        assertRefused("'" + BLOCK + ".attn.proj.weight' has the shape [128, 160] instead of [160, 160]");
    }

    @Test
    void refusesHeadsThatDoNotDivideTheChannels() {
        replace("image_encoder.layers.2.blocks.0.attn.attention_biases", 3, 196);

        assertRefused("'image_encoder.layers.2.blocks.0.attn.attention_biases' has the shape [3, 196], which is not"
                + " [heads, window · window] with heads that divide 160 channels");
    }

    @Test
    void refusesBiasesThatAreOfNoSquareWindow() {
        replace("image_encoder.layers.1.blocks.0.attn.attention_biases", 4, 50);

        assertRefused(
                "'image_encoder.layers.1.blocks.0.attn.attention_biases' has the shape [4, 50] instead of [4, 49]");
    }

    @Test
    void refusesLocalConvolutionsWithoutACentre() {
        String first = "image_encoder.layers.2.blocks.0.local_conv.c.weight";
        replace(first, 160, 1, 4, 4);

        assertRefused("'" + first + "' has a kernel of even size, 4");
    }

    @Test
    void refusesAnotherNumberOfStages() {
        weights.keySet().removeIf(name -> name.startsWith("image_encoder.layers.3."));

        assertRefused("it has 3 stages ('image_encoder.layers.') instead of 4");
    }

    private void assertRefused(String reason) {
        Exception refused = assertThrows(InvalidModelException.class, this::written);

        assertEquals(
                folder.resolve("mobile_sam.safetensors") + ": looks like MobileSAM, but " + reason,
                refused.getMessage());
    }

    private void replace(String name, int... shape) {
        weights.put(name, Constant.of(Tensor.create(values -> {}, shape)));
    }

    private TinyVitLayout written() {
        TinyVitLayout layout = layout();
        CheckpointGraph graphs = CheckpointGraph.of("MobileSAM", checkpoint());
        layout.write(graphs);
        graphs.requireNothingElse();
        return layout;
    }

    private TinyVitLayout layout() {
        return TinyVitLayout.of(new WeightShapes("MobileSAM", checkpoint()), SamConfig.published());
    }

    private Checkpoint checkpoint() {
        Path file = folder.resolve("mobile_sam.safetensors");
        Safetensors.write(file, weights);
        return Checkpoint.open(file);
    }
}
