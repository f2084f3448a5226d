package org.samdeblur.networks.sam.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.ModelSource;
import org.samdeblur.networks.architecture.CheckpointGraph;
import org.samdeblur.networks.architecture.WeightShapes;
import org.samdeblur.networks.checkpoint.Safetensors;
import org.samdeblur.networks.contract.RandomSam2;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.sam.pixels.PixelInput;

@Tag("once")
class Sam2NetworksTest {
    private static final String CONFIG = """
            {"image_size": 256, "embed_dim": 16, "num_heads": 1, "stages": [1, 2, 3, 1], "global_att_blocks": [4, 5],
             "window_spec": [8, 4, 14, 7]}
            """;

    @TempDir
    Path folder;

    @Test
    void readsTheSizesOffTheWeightsAndTheConfiguration() {
        SamNetwork network = SmallSam2.network();

        assertEquals("sam2.pt", network.name());
        assertEquals("SAM 2.1 Hiera-16", network.architecture());
        assertEquals(SamGeneration.SAM2, network.generation());
        assertEquals(new SamShape(256, 32, 16), network.shape());
        assertEquals(PixelInput.Squashed.PUBLISHED, network.pixels());
    }

    @Test
    void readsTheNamesOfTransformersAsThePublishedOnes() throws IOException {
        Safetensors.write(
                folder.resolve("model.safetensors"),
                TransformersSam2Form.of(SmallSam2.weights(UnaryOperator.identity())));
        Files.writeString(folder.resolve("config.json"), TransformersSam2Form.CONFIG);

        SamNetwork network = load(folder);

        SamNetwork published = SmallSam2.network();
        assertEquals(published.architecture(), network.architecture());
        assertEquals(published.parameters(), network.parameters());
        assertAlike(published.imageEncoder(), network.imageEncoder());
        assertAlike(published.maskDecoder(), network.maskDecoder());
    }

    private static void assertAlike(Graph expected, Graph actual) {
        assertEquals(expected.nodes(), actual.nodes());
        assertEquals(expected.constants(), actual.constants());
    }

    @Test
    void doesWithoutTheWeightsForVideos() throws IOException {
        Map<String, Constant> weights = SmallSam2.weights(UnaryOperator.identity());
        weights.keySet()
                .removeIf(name -> name.startsWith("memory_")
                        || name.startsWith("obj_ptr")
                        || name.startsWith("no_obj")
                        || name.startsWith("sam_mask_decoder.pred_obj_score_head"));

        assertEquals(
                "SAM 2 Hiera-16", written(weights, CONFIG).architecture(), "2.1 has weights for videos that 2 has not");
    }

    @Test
    void takesTheFirstReleaseAsTheSecond() throws IOException {
        Map<String, Constant> weights = SmallSam2.weights(UnaryOperator.identity());
        weights.remove("no_obj_embed_spatial");

        SamNetwork first = written(weights, CONFIG);

        assertEquals("SAM 2 Hiera-16", first.architecture());
        assertAlike(SmallSam2.network().maskDecoder(), first.maskDecoder());
    }

    @ParameterizedTest
    @CsvSource({"tiny, T, 12", "small, S, 16", "base_plus, B+, 24", "large, L, 48"})
    void recognisesThePublishedSizes(String size, String name, int blocks) {
        Sam2Weights weights = Sam2Weights.of(RandomSam2.of(size));

        HieraLayout layout =
                HieraLayout.of(new WeightShapes("SAM 2", weights.encoder()), HieraConfig.none(), weights.release());
        DecoderLayout decoder = DecoderLayout.ofSam2(new WeightShapes("SAM 2", weights.decoder()));
        CheckpointGraph decoderGraphs = CheckpointGraph.of("SAM 2", weights.decoder());
        PlainDecoder.write(decoder, layout.shape(), decoderGraphs);
        decoderGraphs.requireNothingElse();

        assertEquals("SAM 2.1 Hiera-" + name, layout.architecture());
        assertEquals(new SamShape(1024, 256, 64), layout.shape());
        assertEquals(blocks, layout.blocks().size());
        assertEquals(256, layout.blocks().get(0).size());
        assertEquals(32, layout.blocks().get(blocks - 1).outputSize());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny", "base_plus"})
    void writesOperatorsThatEveryBackendHas(String size) {
        Sam2Weights weights = Sam2Weights.of(RandomSam2.of(size));
        HieraLayout layout =
                HieraLayout.of(new WeightShapes("SAM 2", weights.encoder()), HieraConfig.none(), weights.release());

        List<String> operators = layout.write(CheckpointGraph.of("SAM 2", weights.encoder())).nodes().stream()
                .map(node -> node.operator())
                .distinct()
                .sorted()
                .toList();

        assertEquals(
                List.of(
                        "Add",
                        "Concat",
                        "Conv",
                        "Div",
                        "Erf",
                        "LayerNormalization",
                        "MatMul",
                        "Mul",
                        "Pad",
                        "ReduceMax",
                        "Reshape",
                        "Resize",
                        "Slice",
                        "Softmax",
                        "Split",
                        "Transpose"),
                operators);
    }

    @Test
    void asksForWhatNeitherShapesNorTheConfigurationTell() throws IOException {
        Map<String, Constant> weights = SmallSam2.weights(UnaryOperator.identity());

        assertRefused(
                weights,
                "{}",
                "an encoder of 16 channels and stages of [1, 2, 3, 1] blocks is not a published one; a config.json beside the"
                        + " file has to say its num_heads");
        assertRefused(weights, "{\"num_heads\": 1}", "has to say its window_spec");
        assertRefused(
                weights, "{\"num_heads\": 1, \"window_spec\": [8, 4, 14, 7]}", "has to say its global_att_blocks");
    }

    @Test
    void refusesAConfigurationThatTheWeightsContradict() throws IOException {
        Map<String, Constant> weights = SmallSam2.weights(UnaryOperator.identity());

        assertRefused(
                weights,
                CONFIG.replace("\"embed_dim\": 16", "\"embed_dim\": 96"),
                "config.json says embed_dim 96 where the weights say 16");
        assertRefused(
                weights,
                CONFIG.replace("[1, 2, 3, 1]", "[1, 2, 7, 2]"),
                "config.json says stages [1, 2, 7, 2] where the weights say [1, 2, 3, 1]");
        assertRefused(
                weights,
                CONFIG.replace("[8, 4, 14, 7]", "[7, 4, 14, 7]"),
                "config.json says the first of window_spec 7");
        assertRefused(weights, CONFIG.replace("[8, 4, 14, 7]", "[8, 4]"), "as many windows, not [8, 4]");
        assertRefused(
                weights, CONFIG.replace("\"image_size\": 256", "\"image_size\": 250"), "a multiple of 64, not 250");
        assertRefused(
                weights,
                CONFIG.replace("\"num_heads\": 1", "\"num_heads\": 3"),
                "block 0 of its encoder cannot have 3 heads in 16 channels");
        assertRefused(
                weights,
                CONFIG.replace("14", "13"),
                "block 6 of its encoder cannot have 8 heads in 128 channels and windows of 13");
    }

    @Test
    void refusesWeightsThatDoNotFit() throws IOException {
        Map<String, Constant> weights = SmallSam2.weights(UnaryOperator.identity());
        weights.remove("sam_mask_decoder.obj_score_token.weight");
        assertRefused(weights, CONFIG, "'sam_mask_decoder.obj_score_token.weight' is missing");

        weights = SmallSam2.weights(UnaryOperator.identity());
        weights.put("image_encoder.trunk.register_tokens", Constant.create(zeros -> {}, 4, 16));
        assertRefused(weights, CONFIG, "'image_encoder.trunk.register_tokens' has no place in it");

        weights = SmallSam2.weights(UnaryOperator.identity());
        weights.put("sam_mask_decoder.conv_s0.weight", Constant.create(zeros -> {}, 6, 32, 1, 1));
        weights.put("sam_mask_decoder.conv_s0.bias", Constant.create(zeros -> {}, 6));
        assertRefused(weights, CONFIG, "its encoder's finer maps have [6, 8] channels where its decoder takes [4, 8]");
    }

    @Test
    void namesWeightsAsTheFileDoes() throws IOException {
        Map<String, Constant> weights =
                new HashMap<>(TransformersSam2Form.of(SmallSam2.weights(UnaryOperator.identity())));
        weights.put("mask_decoder.iou_token.weight", Constant.create(zeros -> {}, 1, 31));
        Safetensors.write(folder.resolve("model.safetensors"), weights);
        Files.writeString(folder.resolve("config.json"), TransformersSam2Form.CONFIG);

        String message =
                assertThrows(InvalidModelException.class, () -> load(folder)).getMessage();

        assertTrue(
                message.endsWith("'mask_decoder.iou_token.weight' has the shape [1, 31] instead of [1, 32]"), message);
    }

    @Test
    void refusesNetworksThatAreAkin() throws IOException {
        Map<String, Constant> video = SmallSam2.weights(UnaryOperator.identity());
        video.keySet().removeIf(name -> !name.startsWith("memory_"));
        assertRefused(video, CONFIG, "only SAM 2's weights for tracking in videos, without the image encoder");

        Map<String, Constant> hq = SmallSam2.weights(UnaryOperator.identity());
        hq.put("sam_mask_decoder.hf_token.weight", Constant.create(zeros -> {}, 1, 32));
        assertRefused(hq, CONFIG, "this is an HQ-SAM");

        Map<String, Constant> third = new HashMap<>();
        third.put("detector.backbone.vision_backbone.trunk.pos_embed", Constant.create(zeros -> {}, 1, 4, 4));
        third.put("tracker.maskmem_tpos_enc", Constant.create(zeros -> {}, 7, 1, 1, 4));
        assertRefused(third, CONFIG, "this is a SAM 3");
    }

    private void assertRefused(Map<String, Constant> weights, String config, String expected) {
        String message = assertThrows(InvalidModelException.class, () -> written(weights, config))
                .getMessage();
        assertTrue(message.contains(expected), message);
        assertEquals(1, message.lines().count());
    }

    private SamNetwork written(Map<String, Constant> weights, String config) throws IOException {
        Files.writeString(folder.resolve("config.json"), config);
        Safetensors.write(folder.resolve("small.safetensors"), weights);
        return load(folder.resolve("small.safetensors"));
    }

    private static SamNetwork load(Path path) {
        return SamNetworks.load(ModelSource.of(path));
    }
}
