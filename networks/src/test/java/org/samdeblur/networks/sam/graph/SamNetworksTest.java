package org.samdeblur.networks.sam.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.DeblurModelOptions.GraphForm;
import org.samdeblur.api.Image;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.checkpoint.Safetensors;
import org.samdeblur.networks.deblur.DeblurNetworks;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.rewrite.OnnxRuntime;
import org.samdeblur.networks.sam.pixels.EncoderInput;
import org.samdeblur.networks.sam.pixels.MaskFrame;
import org.samdeblur.networks.sam.pixels.PixelInput.Normalised;
import org.samdeblur.networks.sam.pixels.RgbPixels;

class SamNetworksTest {
    /** The golden data ask for 1e-3. */
    private static final float TOLERANCE = 1e-5f;

    /** Without the two times 32 frequencies of the positional encoding, which are drawn and not trained. */
    private static final long PARAMETERS = 978_632;

    @TempDir
    Path folder;

    @Test
    void readsTheSizesOffTheWeights() {
        SamNetwork network = load(SmallSam.file("sam.pth"));

        assertEquals("sam.pth", network.name());
        assertEquals("SAM ViT-96", network.architecture());
        assertEquals(SmallSam.SHAPE, network.shape());
        assertEquals(Normalised.PUBLISHED, network.pixels());
        assertEquals(PARAMETERS, network.parameters());
    }

    @Test
    void embedsAnImageAsThePublishedCodeDoes() {
        Tensor embedding = embed(load(SmallSam.file("sam.pth")));

        float difference = OnnxRuntime.difference(SmallSam.embedding().reshape(1, 64, 16, 16), embedding);
        assertTrue(difference <= TOLERANCE, () -> "embeddings differ by " + difference);
    }

    private static Tensor embed(SamNetwork network) {
        RgbPixels image = RgbPixels.of(Image.read(SmallSam.file("input.png")));
        MaskFrame frame = MaskFrame.fitted(
                image.size(), network.shape().imageSize(), network.shape().maskSize());
        return OnnxRuntime.run(network.imageEncoder(), EncoderInput.of(image, frame, network.pixels()));
    }

    @Test
    void readsTheNamesOfTransformersAsThePublishedOnes() throws IOException {
        Map<String, Constant> renamed = renamed(TransformersForm::nameOf);
        renamed.put("shared_image_embedding.positional_embedding", renamed.get(TransformersForm.POSITIONS));
        Path file = folder.resolve("model.safetensors");
        Safetensors.write(file, renamed);
        Files.writeString(folder.resolve("config.json"), TransformersForm.CONFIG);

        SamNetwork published = load(SmallSam.file("sam.pth"));
        SamNetwork network = load(file);

        assertEquals(published.parameters(), network.parameters());
        assertAlike(published.imageEncoder(), network.imageEncoder());
        assertAlike(published.maskDecoder(), network.maskDecoder());
        assertAlike(load(folder).imageEncoder(), network.imageEncoder());
    }

    private static void assertAlike(Graph expected, Graph actual) {
        assertEquals(expected.nodes(), actual.nodes());
        assertEquals(expected.constants(), actual.constants());
    }

    @Test
    void refusesTwoPositionalEmbeddingsWhereThereShouldBeOne() throws IOException {
        Map<String, Constant> renamed = renamed(TransformersForm::nameOf);
        renamed.put("shared_image_embedding.positional_embedding", Constant.create(zeros -> {}, 2, 32));

        assertRefused(
                renamed,
                "'shared_image_embedding.positional_embedding' and 'prompt_encoder.shared_embedding.positional_embedding'"
                        + " should be equal, but differ");
    }

    @Test
    void takesTheDecodersHeadsAndTheStatisticsFromTheConfiguration() throws IOException {
        Safetensors.write(folder.resolve("sam.safetensors"), renamed(UnaryOperator.identity()));
        Files.writeString(
                folder.resolve("config.json"),
                "{\"decoder\": {\"num_heads\": 16}, \"pixel_mean\": [1, 2, 3.5], \"img_size\": 256}");

        SamNetwork network = load(folder.resolve("sam.safetensors"));

        assertEquals(3.5f, ((Normalised) network.pixels()).mean().blue());
        assertEquals(58.395f, ((Normalised) network.pixels()).deviation().red());
    }

    @Test
    void asksForTheDecodersHeadsWhereNeitherShapesNorTheConfigurationTellThem() throws IOException {
        Path file = folder.resolve("sam.safetensors");
        Safetensors.write(file, renamed(UnaryOperator.identity()));
        assertRefused(file, "state it in a config.json beside the file ({\"decoder\": {\"num_heads\": ...}})");

        Files.writeString(folder.resolve("config.json"), "{\"img_size\": 256}");
        assertRefused(file, "its decoder's 64 channels differ from the published 256");
    }

    @Test
    void refusesAConfigurationThatTheWeightsContradict() throws IOException {
        assertConfigurationRefused("{\"img_size\": 512}", "config.json says img_size 512 where the weights say 256");
        assertConfigurationRefused("{\"num_heads\": 6}", "config.json says num_heads 6 where the weights say 4");
        assertConfigurationRefused(
                "{\"window_size\": 7, \"global_attn_indexes\": [2, 5]}",
                "by config.json, block 0 attends within 7 tokens, by its relative positions within 8");
        assertConfigurationRefused(
                "{\"window_size\": 8, \"global_attn_indexes\": [5]}",
                "by config.json, block 2 attends within 8 tokens, by its relative positions within 16");
    }

    @Test
    void refusesAConfigurationWithValuesThatCannotBe() throws IOException {
        assertConfigurationRefused("{\"img_size\": -1}", "gives '-1' for img_size; it takes a positive whole number");
        assertConfigurationRefused(
                "{\"decoder\": {\"num_heads\": \"8\"}}", "gives '8' for num_heads; it takes a positive whole number");
        assertConfigurationRefused("{\"decoder\": 8}", "gives '8' for decoder; it takes a JSON object");
        assertConfigurationRefused(
                "{\"global_attn_indexes\": 5}", "gives '5' for global_attn_indexes; it takes a list of whole numbers");
        assertConfigurationRefused(
                "{\"pixel_std\": [1, 2]}",
                "gives '[1, 2]' for pixel_std; it takes three numbers, for red, green and blue");
        assertConfigurationRefused(
                "{\"pixel_std\": [58, 0, 57]}", "gives '[58, 0, 57]' for pixel_std; it takes three numbers above 0");
        assertConfigurationRefused(
                "{\"layer_norm_eps\": 1e-5}",
                "gives '1.0E-5' for layer_norm_eps; it takes 1.0E-6, as in all published models, and nothing else");
        assertConfigurationRefused("[", "is not a JSON object");
    }

    @Test
    void refusesWeightsThatDoNotFit() throws IOException {
        Map<String, Constant> weights = renamed(UnaryOperator.identity());
        weights.put("image_encoder.blocks.6.norm1.weight", Constant.create(zeros -> {}, 96));
        assertRefused(weights, "'image_encoder.blocks.6.attn.rel_pos_h' is missing");

        weights = renamed(UnaryOperator.identity());
        weights.put("image_encoder.register_tokens", Constant.create(zeros -> {}, 4, 96));
        assertRefused(weights, "'image_encoder.register_tokens' has no place in it");

        weights = renamed(UnaryOperator.identity());
        weights.put("image_encoder.blocks.3.attn.rel_pos_w", Constant.create(zeros -> {}, 31, 24));
        assertRefused(weights, "'image_encoder.blocks.3.attn.rel_pos_w' has the shape [31, 24] instead of [15, 24]");

        weights = renamed(UnaryOperator.identity());
        weights.put("image_encoder.blocks.3.attn.rel_pos_h", Constant.create(zeros -> {}, 33, 24));
        assertRefused(weights, "'image_encoder.blocks.3.attn.rel_pos_h' has 33 relative positions");

        weights = renamed(UnaryOperator.identity());
        weights.keySet().removeIf(name -> name.startsWith("mask_decoder"));
        assertRefused(weights, "'mask_decoder.mask_tokens.weight' is missing");
    }

    @Test
    void refusesAnEncoderWithTheDecoderOfAnother() throws IOException {
        Map<String, Constant> weights = renamed(UnaryOperator.identity());
        weights.put("image_encoder.neck.0.weight", Constant.create(zeros -> {}, 32, 96, 1, 1));
        weights.put("image_encoder.neck.2.weight", Constant.create(zeros -> {}, 32, 32, 3, 3));
        for (String norm : List.of("neck.1.weight", "neck.1.bias", "neck.3.weight", "neck.3.bias")) {
            weights.put("image_encoder." + norm, Constant.create(zeros -> {}, 32));
        }
        assertRefused(weights, "its encoder's output has 32 channels where its decoder takes 64");
    }

    @Test
    void tellsDeblurringAndSegmentingNetworksApart() {
        Path deblurring = Path.of(System.getProperty("samdeblur.golden"), "nafnet", "segnafnet.pth");
        assertEquals(
                deblurring + ": this is a deblurring network; give it as the deblurring model",
                assertThrows(InvalidModelException.class, () -> load(deblurring))
                        .getMessage());

        Path segmenting = SmallSam.file("sam.pth");
        ModelSource source = ModelSource.of(segmenting);
        assertEquals(
                segmenting + ": this is a segmentation network; give it as the segmenter",
                assertThrows(
                                InvalidModelException.class,
                                () -> DeblurNetworks.load(
                                        source, DeblurModelOptions.DEFAULT.withGraphForm(GraphForm.PLAIN)))
                        .getMessage());
    }

    @Test
    void refusesWhatIsNoCheckpoint() throws IOException {
        assertRefused(folder, "holds no model.safetensors");
        Path graph = Files.createFile(folder.resolve("encoder.onnx"));
        assertRefused(graph, "comes in two .onnx files");
        assertRefused(folder.resolve("missing.pth"), "no such file");
        Path other = folder.resolve("other.safetensors");
        Safetensors.write(other, Map.of("fc.weight", Constant.create(zeros -> {}, 4, 4)));
        assertRefused(other, "not a supported segmentation network");
        assertTrue(assertThrows(InvalidModelException.class, () -> SamNetworks.load(ModelSource.embedded()))
                .getMessage()
                .contains("not a segmentation network"));
    }

    private void assertConfigurationRefused(String configuration, String expected) throws IOException {
        Files.writeString(folder.resolve("config.json"), configuration);
        Map<String, Constant> weights = renamed(UnaryOperator.identity());
        Safetensors.write(folder.resolve("sam.safetensors"), weights);
        assertRefused(folder.resolve("sam.safetensors"), expected);
    }

    private void assertRefused(Map<String, Constant> weights, String expected) throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"decoder\": {\"num_heads\": 4}}");
        Safetensors.write(folder.resolve("sam.safetensors"), weights);
        assertRefused(folder.resolve("sam.safetensors"), expected);
    }

    private static void assertRefused(Path path, String expected) {
        String message =
                assertThrows(InvalidModelException.class, () -> load(path)).getMessage();
        assertTrue(message.contains(expected), message);
        assertEquals(1, message.lines().count());
    }

    private static Map<String, Constant> renamed(UnaryOperator<String> names) {
        Checkpoint checkpoint = Checkpoint.open(SmallSam.file("sam.pth"));
        Map<String, Constant> weights = new LinkedHashMap<>();
        checkpoint.names().forEach(name -> weights.put(names.apply(name), checkpoint.weight(name)));
        return weights;
    }

    private static SamNetwork load(Path path) {
        return SamNetworks.load(ModelSource.of(path));
    }
}
