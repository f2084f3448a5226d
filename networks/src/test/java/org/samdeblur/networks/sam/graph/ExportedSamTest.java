package org.samdeblur.networks.sam.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.engine.GraphSession;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.graph.OnnxFiles;
import org.samdeblur.networks.graph.Value;
import org.samdeblur.networks.graph.Value.Axis;
import org.samdeblur.networks.sam.TestEngine;
import org.samdeblur.networks.sam.pixels.MaskFrame;
import org.samdeblur.networks.sam.pixels.PixelInput;
import org.samdeblur.networks.sam.run.DecodedMask;
import org.samdeblur.networks.sam.run.ImageFeatures;
import org.samdeblur.networks.sam.run.MaskChoice;
import org.samdeblur.networks.sam.run.MaskDecoder;
import org.samdeblur.networks.sam.run.PromptBatch;

@Tag("once")
class ExportedSamTest {
    private static final SamNetwork ORIGINAL = SamNetworks.load(ModelSource.of(SmallSam.file("sam.pth")));

    @TempDir
    Path folder;

    @Test
    void whatWasExportedHereComesBack() {
        SamNetwork exported = exported(ORIGINAL.imageEncoder(), ORIGINAL.maskDecoder());

        assertEquals(ORIGINAL.shape(), exported.shape());
        assertEquals(PixelInput.Normalised.PUBLISHED, exported.pixels());
        assertEquals("encoder.onnx with decoder.onnx", exported.name());
        assertEquals(Optional.empty(), exported.stages());
        assertAnswersGoldenPrompts(exported);
    }

    @Test
    void whatUpsamplesMasksIsLeftOut() {
        SamNetwork exported =
                exported(ORIGINAL.imageEncoder(), ExportVariants.withPostprocessing(ORIGINAL.maskDecoder(), 256));

        Set<String> operators =
                exported.maskDecoder().nodes().stream().map(Node::operator).collect(Collectors.toSet());
        assertTrue(!operators.contains("Resize"), operators::toString);
        assertEquals(
                Set.of("image_embeddings", "point_coords", "point_labels", "mask_input", "has_mask_input"),
                exported.maskDecoder().inputs().stream().map(Value::name).collect(Collectors.toSet()));
        assertAnswersGoldenPrompts(exported);
    }

    @Test
    void decodersThatTakeOnePromptOnlyAreAskedOneByOne() {
        SamNetwork exported =
                exported(ORIGINAL.imageEncoder(), ExportVariants.forOnePromptOnly(ORIGINAL.maskDecoder()));

        assertAnswersGoldenPrompts(exported);
        assertAlike(answers(ORIGINAL, fourPoints()), answers(exported, fourPoints()));
    }

    @Test
    void decodersThatMakeOneMaskMakeItForEitherChoice() {
        SamNetwork exported = exported(ORIGINAL.imageEncoder(), ExportVariants.withOneMask(ORIGINAL.maskDecoder()));
        GoldenPrompt box = GoldenPrompt.all().get(2);
        PromptBatch prompt = new PromptBatch(box.points(), box.labels(), Optional.empty());

        for (MaskChoice choice : MaskChoice.values()) {
            List<DecodedMask> masks = answers(exported, prompt, choice);

            assertEquals(1, masks.size());
            assertEquals(0, masks.get(0).output());
            assertEquals(
                    0, difference(box.logits().reshape(64, 64), masks.get(0).logits()), 1e-4);
        }
    }

    @Test
    void encodersOfRawPixelsAreGivenFloats() {
        SamNetwork exported =
                exported(ExportVariants.withRawPixels(ORIGINAL.imageEncoder(), 256), ORIGINAL.maskDecoder());

        assertEquals(new PixelInput.Raw(), exported.pixels());
        assertEquals(SmallSam.SHAPE, exported.shape(), "16 pixels to every place of the embedding");
        assertEquals(ElementType.FLOAT, exported.imageEncoder().inputs().get(0).type());
        Tensor grey = Tensor.create(
                pixels -> {
                    while (pixels.hasRemaining()) {
                        pixels.put(128);
                    }
                },
                176,
                256,
                3);
        Tensor normal = Tensor.create(
                pixels -> {
                    float[] means = {123.675f, 116.28f, 103.53f};
                    float[] deviations = {58.395f, 57.12f, 57.375f};
                    for (int i = 0; i < 3 * 176 * 256; i++) {
                        int channel = i / (176 * 256);
                        int place = i % (176 * 256);
                        pixels.put(channel * 256 * 256 + place, (128 - means[channel]) / deviations[channel]);
                    }
                },
                1,
                3,
                256,
                256);
        assertEquals(0, difference(run(ORIGINAL.imageEncoder(), normal), run(exported.imageEncoder(), grey)), 1e-4);
    }

    @Test
    void encodersOfNormalisedPixelsInWholeNumbersAreRefused() {
        GraphBuilder encoder = new GraphBuilder("encoder");
        String image = encoder.input(new Value(
                "image", ElementType.UINT8, List.of(Axis.fixed(1), Axis.fixed(3), Axis.fixed(256), Axis.fixed(256))));
        String floats = encoder.op("Cast", List.of(image), Map.of("to", Attribute.of(ElementType.FLOAT.onnxCode())));
        encoder.output("features", floats, Axis.fixed(1), Axis.fixed(64), Axis.fixed(16), Axis.fixed(16));

        Exception refusal =
                assertThrows(InvalidModelException.class, () -> exported(encoder.build(), ORIGINAL.maskDecoder()));

        assertTrue(refusal.getMessage().contains("to hold normalised pixels, which are no UINT8"), refusal::getMessage);
    }

    @Test
    void sizesThatNeitherFileTellsAreThePublishedOnes() {
        GraphBuilder encoder = new GraphBuilder("encoder");
        String image = encoder.input("image", Axis.any("b"), Axis.fixed(3), Axis.any("h"), Axis.any("w"));
        encoder.output("features", encoder.relu(image), Axis.any("b"), Axis.any("c"), Axis.any("e"), Axis.any("f"));
        GraphBuilder decoder = new GraphBuilder("decoder");
        String embedding =
                decoder.input("image_embeddings", Axis.any("b"), Axis.any("c"), Axis.any("e"), Axis.any("f"));
        String points = decoder.input("point_coords", Axis.fixed(1), Axis.any("n"), Axis.fixed(2));
        String labels = decoder.input("point_labels", Axis.fixed(1), Axis.any("n"));
        decoder.output("low_res_masks", decoder.mul(embedding, points));
        decoder.output("iou_predictions", decoder.relu(labels));

        assertEquals(
                new SamShape(1024, 256, 64),
                exported(encoder.build(), decoder.build()).shape());
    }

    @Test
    void theTwoFilesOfAFolderAreToldApart() {
        OnnxFiles.write(ORIGINAL.imageEncoder(), folder.resolve("b.onnx"));
        OnnxFiles.write(ORIGINAL.maskDecoder(), folder.resolve("a.onnx"));

        assertEquals(
                "b.onnx with a.onnx", SamNetworks.load(ModelSource.of(folder)).name());
    }

    @Test
    void refusesFoldersOfOtherFiles() {
        OnnxFiles.write(ORIGINAL.imageEncoder(), folder.resolve("a.onnx"));
        assertRefused(ModelSource.of(folder), "holds 1 .onnx files");

        OnnxFiles.write(ORIGINAL.imageEncoder(), folder.resolve("b.onnx"));
        assertRefused(ModelSource.of(folder), "neither does");
    }

    @Test
    void refusesEncoderAndDecoderOfDifferentWidth() {
        RandomDecoder wide = RandomDecoder.create();
        OnnxFiles.write(ORIGINAL.imageEncoder(), folder.resolve("encoder.onnx"));
        OnnxFiles.write(wide.plain(), folder.resolve("decoder.onnx"));

        assertRefused(
                ModelSource.of(folder.resolve("encoder.onnx"), folder.resolve("decoder.onnx")),
                "makes an embedding of 64 channels where the decoder");
    }

    @Test
    void refusesFilesInTheWrongPlace() {
        OnnxFiles.write(ORIGINAL.imageEncoder(), folder.resolve("encoder.onnx"));
        OnnxFiles.write(ORIGINAL.maskDecoder(), folder.resolve("decoder.onnx"));

        assertRefused(
                ModelSource.of(folder.resolve("decoder.onnx"), folder.resolve("encoder.onnx")),
                "cannot be used as an image encoder: it has the inputs");
        assertRefused(
                ModelSource.of(folder.resolve("encoder.onnx"), folder.resolve("encoder.onnx")),
                "cannot be used as a mask decoder: its inputs are");
    }

    private static void assertRefused(ModelSource source, String reason) {
        Exception refusal = assertThrows(InvalidModelException.class, () -> SamNetworks.load(source));
        assertTrue(refusal.getMessage().contains(reason), refusal::getMessage);
        assertEquals(1, refusal.getMessage().lines().count());
    }

    private SamNetwork exported(Graph encoder, Graph decoder) {
        Path first = folder.resolve("encoder.onnx");
        Path second = folder.resolve("decoder.onnx");
        OnnxFiles.write(encoder, first);
        OnnxFiles.write(decoder, second);
        return SamNetworks.load(ModelSource.of(first, second));
    }

    private static void assertAnswersGoldenPrompts(SamNetwork network) {
        for (GoldenPrompt prompt : GoldenPrompt.all()) {
            PromptBatch batch = new PromptBatch(prompt.points(), prompt.labels(), Optional.empty());
            List<DecodedMask> masks =
                    answers(network, batch, prompt.several() ? MaskChoice.SEVERAL : MaskChoice.SINGLE);
            assertEquals(prompt.logits().dim(0), masks.size());
            for (int i = 0; i < masks.size(); i++) {
                Tensor logits = prompt.logits().slice(i, i + 1).reshape(64, 64);
                assertEquals(0, difference(logits, masks.get(i).logits()), 1e-4);
                assertEquals(prompt.predictedIou().get(i), masks.get(i).predictedIou(), 1e-5);
            }
        }
    }

    private static PromptBatch fourPoints() {
        return new PromptBatch(
                Tensor.of(new float[] {40, 40, 200, 40, 40, 150, 200, 150}, 4, 1, 2),
                Tensor.of(new float[] {1, 1, 1, 1}, 4, 1),
                Optional.empty());
    }

    private static List<DecodedMask> answers(SamNetwork network, PromptBatch prompts) {
        return answers(network, prompts, MaskChoice.SEVERAL);
    }

    private static List<DecodedMask> answers(SamNetwork network, PromptBatch prompts, MaskChoice choice) {
        List<DecodedMask> masks = new ArrayList<>();
        MaskFrame frame = MaskFrame.fitted(new ImageSize(300, 437), 256, 64);
        try (TestEngine engine = new TestEngine();
                MaskDecoder decoder = MaskDecoder.load(engine, network)) {
            decoder.prepare(ImageFeatures.of(SmallSam.embedding().reshape(1, 64, 16, 16)), frame)
                    .decode(
                            prompts,
                            choice,
                            Float.NEGATIVE_INFINITY,
                            mask -> masks.add(new DecodedMask(
                                    mask.prompt(),
                                    mask.output(),
                                    mask.predictedIou(),
                                    Tensor.of(mask.logits().toArray(), 64, 64))));
        }
        return masks;
    }

    private static void assertAlike(List<DecodedMask> expected, List<DecodedMask> actual) {
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i).prompt(), actual.get(i).prompt());
            assertEquals(expected.get(i).predictedIou(), actual.get(i).predictedIou(), 1e-5);
            assertEquals(0, difference(expected.get(i).logits(), actual.get(i).logits()), 1e-4);
        }
    }

    private static Tensor run(Graph graph, Tensor input) {
        try (TestEngine engine = new TestEngine();
                GraphSession session = engine.load(graph, Map.of())) {
            return session.run(Map.of(graph.inputs().get(0).name(), input))
                    .get(graph.outputs().get(0).name());
        }
    }

    private static float difference(Tensor expected, Tensor actual) {
        float[] left = expected.toArray();
        float[] right = actual.toArray();
        assertEquals(left.length, right.length);
        float largest = 0;
        for (int i = 0; i < left.length; i++) {
            // Math.max keeps a NaN, which no tolerance lets pass
            largest = Math.max(largest, Math.abs(left[i] - right[i]));
        }
        return largest;
    }
}
