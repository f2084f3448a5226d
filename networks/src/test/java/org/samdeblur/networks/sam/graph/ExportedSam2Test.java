package org.samdeblur.networks.sam.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.contract.Golden;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.OnnxFiles;
import org.samdeblur.networks.graph.Operand;
import org.samdeblur.networks.graph.Value;
import org.samdeblur.networks.graph.Value.Axis;
import org.samdeblur.networks.sam.TestEngine;
import org.samdeblur.networks.sam.pixels.PixelInput;
import org.samdeblur.networks.sam.run.DecodedMask;
import org.samdeblur.networks.sam.run.ImageFeatures;
import org.samdeblur.networks.sam.run.MaskChoice;
import org.samdeblur.networks.sam.run.MaskDecoder;
import org.samdeblur.networks.sam.run.PromptBatch;

/** Pairs of files in the signatures of exporters other than Segment Anything's. */
@Tag("once")
class ExportedSam2Test {
    private static final SamNetwork SAM_2 = SmallSam2.network();
    private static final SamNetwork SAM = SamNetworks.load(ModelSource.of(SmallSam.file("sam.pth")));
    private static final float NONE = -1;

    @TempDir
    Path folder;

    @Test
    void aPairOfSam2AnswersAsTheCheckpointDoes() {
        SamNetwork exported = exported(commonEncoder(), commonDecoder());

        assertEquals(SamGeneration.SAM2, exported.generation());
        assertEquals(PixelInput.Squashed.PUBLISHED, exported.pixels());
        assertEquals(SAM_2.shape(), exported.shape());
        for (MaskChoice choice : MaskChoice.values()) {
            assertAlike(answers(SAM_2, twoPoints(), choice), answers(exported, twoPoints(), choice));
        }
    }

    @Test
    void aDecoderThatEndsPromptsItselfIsNotGivenTheLastPoint() {
        SamNetwork exported = exported(commonEncoder(), endingPrompts(commonDecoder()));

        assertAlike(
                answers(SAM_2, twoPoints(), MaskChoice.SEVERAL), answers(exported, twoPoints(), MaskChoice.SEVERAL));
    }

    @Test
    void aDecoderOfThreeMasksGivesItsBestAsTheOnlyOne() {
        SamNetwork exported = exported(commonEncoder(), withoutFirstMask(commonDecoder()));

        assertAlike(
                answers(SAM_2, twoPoints(), MaskChoice.SEVERAL), answers(exported, twoPoints(), MaskChoice.SEVERAL));
        for (DecodedMask best : answers(exported, twoPoints(), MaskChoice.SINGLE)) {
            double most = answers(SAM_2, twoPoints(), MaskChoice.SEVERAL).stream()
                    .filter(mask -> mask.prompt() == best.prompt())
                    .mapToDouble(DecodedMask::predictedIou)
                    .max()
                    .orElseThrow();
            assertEquals(most, best.predictedIou(), 1e-5);
        }
    }

    @Test
    void theTwoFilesOfAFolderAreToldApart() {
        OnnxFiles.write(commonEncoder(), folder.resolve("sam2.b.onnx"));
        OnnxFiles.write(commonDecoder(), folder.resolve("sam2.a.onnx"));

        assertEquals(
                "sam2.b.onnx with sam2.a.onnx",
                SamNetworks.load(ModelSource.of(folder)).name());
    }

    @Test
    void refusesEncoderAndDecoderOfDifferentGenerations() {
        assertRefused(
                commonEncoder(),
                SAM.maskDecoder(),
                "encoder.onnx: this is an encoder of SAM 2, but " + folder.resolve("decoder.onnx")
                        + " is a decoder that takes none of its finer maps, such as SAM's");
        assertRefused(
                SAM.imageEncoder(),
                commonDecoder(),
                "decoder.onnx: this is a decoder of SAM 2, which takes [high_res_feats_0, high_res_feats_1], but the encoder "
                        + folder.resolve("encoder.onnx") + " makes none of these");
    }

    @Test
    void aPairOfEdgeSamAnswersAsTheCheckpointDoes() {
        Graph decoder = GraphChain.renamed(
                withoutMaskInput(SAM.maskDecoder()), Map.of("low_res_masks", "masks", "iou_predictions", "scores"));

        SamNetwork exported = exported(SAM.imageEncoder(), decoder);

        assertEquals(SamGeneration.SAM, exported.generation());
        assertAlike(answers(SAM, twoPoints(), MaskChoice.SEVERAL), answers(exported, twoPoints(), MaskChoice.SEVERAL));
    }

    @Test
    void aPairOfEfficientSamAnswersAsItsDecoderDoes() {
        RandomDecoder random = RandomDecoder.create();
        SamNetwork exported = exported(anyEncoder(), efficient(random.plain(), Axis.any("points")));

        assertEquals(
                new PixelInput.Squashed(new PixelInput.Channels(0, 0, 0), new PixelInput.Channels(255, 255, 255)),
                exported.pixels());
        PromptBatch prompts = twoPoints();
        Map<String, Tensor> inputs =
                new HashMap<>(Map.of("mask_input", Tensor.zeros(1, 1, 256, 256), "has_mask_input", Tensor.zeros(1)));
        Tensor embedding = Tensor.create(
                values -> {
                    for (int i = 0; i < values.capacity(); i++) {
                        values.put((float) Math.sin(0.3 * i));
                    }
                },
                1,
                256,
                64,
                64);
        inputs.put("image_embeddings", embedding);
        inputs.put("point_coords", prompts.coordinates());
        inputs.put("point_labels", prompts.labels());
        Map<String, Tensor> expected = SmallSam2.run(random.plain(), inputs);

        List<DecodedMask> masks = answers(exported, ImageFeatures.of(embedding), prompts, MaskChoice.SEVERAL);

        assertEquals(6, masks.size());
        for (DecodedMask mask : masks) {
            // all but the first of four
            assertEquals(
                    expected.get("iou_predictions").get(mask.prompt(), mask.output() + 1), mask.predictedIou(), 1e-4);
            Tensor logits = expected.get("low_res_masks")
                    .slice(mask.prompt(), mask.prompt() + 1)
                    .reshape(4, 256, 256)
                    .slice(mask.output() + 1, mask.output() + 2)
                    .reshape(256, 256);
            Golden.assertClose(logits, mask.logits(), 2e-2f);
        }
    }

    @Test
    void anExportForPromptsOfOnePointTakesNoOther() {
        SamNetwork exported =
                exported(anyEncoder(), efficient(RandomDecoder.create().plain(), Axis.fixed(1)));
        PromptBatch box = new PromptBatch(
                Tensor.of(new float[] {10, 10, 90, 90}, 1, 2, 2),
                Tensor.of(new float[] {2, 3}, 1, 2),
                Optional.empty());
        ImageFeatures features = ImageFeatures.of(Tensor.zeros(1, 256, 64, 64));

        assertEquals(
                6, answers(exported, features, twoPoints(), MaskChoice.SEVERAL).size());
        Exception refusal = assertThrows(
                IllegalArgumentException.class, () -> answers(exported, features, box, MaskChoice.SEVERAL));

        assertTrue(refusal.getMessage().contains("takes prompts of 1 points, a box being two"), refusal::getMessage);
    }

    private static Graph commonEncoder() {
        return GraphChain.renamed(SAM_2.imageEncoder(), Map.of("image_embeddings", "image_embed"));
    }

    private static Graph commonDecoder() {
        return GraphChain.renamed(
                SAM_2.maskDecoder(), Map.of("image_embeddings", "image_embed", "low_res_masks", "masks"));
    }

    /** Adds the point that stands for none, as exporters do that trace the published prompt encoder. */
    private static Graph endingPrompts(Graph decoder) {
        GraphBuilder before = new GraphBuilder("ending");
        Axis prompts = Axis.any("b");
        String points = before.input("point_coords", prompts, Axis.any("n"), Axis.fixed(2));
        String labels = before.input("point_labels", prompts, Axis.any("n"));
        String first = before.slice(points, 1, 0, 1);
        String place = before.mul(first, before.scalar(0));
        before.output("inner_coords", before.concat(1, points, place), prompts, Axis.any("m"), Axis.fixed(2));
        before.output("inner_labels", before.concat(1, labels, onlyNone(before, first)), prompts, Axis.any("m"));
        Graph inner =
                GraphChain.renamed(decoder, Map.of("point_coords", "inner_coords", "point_labels", "inner_labels"));
        return GraphChain.before(before.build(), inner);
    }

    /** −1 for every prompt, {@code [B, 1]}. */
    private static String onlyNone(GraphBuilder graph, String firstPoints) {
        String one = graph.reshape(graph.slice(firstPoints, 2, 0, 1), 0, 1);
        return graph.sub(graph.mul(one, graph.scalar(0)), graph.scalar(1));
    }

    private static Graph withoutFirstMask(Graph decoder) {
        GraphBuilder after = new GraphBuilder("three");
        Axis[] axes = {Axis.any("b"), Axis.any("k"), Axis.any("h"), Axis.any("w")};
        String masks = after.input("all_masks", axes);
        String iou = after.input("all_iou", axes[0], axes[1]);
        after.output("masks", after.slice(masks, 1, 1, 4), axes);
        after.output("iou_predictions", after.slice(iou, 1, 1, 4), axes[0], axes[1]);
        return GraphChain.after(
                GraphChain.renamed(decoder, Map.of("masks", "all_masks", "iou_predictions", "all_iou")), after.build());
    }

    private static Graph withoutMaskInput(Graph decoder) {
        GraphBuilder before = new GraphBuilder("no mask");
        int size = SAM.shape().maskSize();
        before.output("mask_input", before.identity(before.constant(Constant.of(Tensor.zeros(1, 1, size, size)))));
        before.output("has_mask_input", before.identity(before.constant(Constant.of(Tensor.zeros(1)))));
        return GraphChain.before(before.build(), decoder);
    }

    private static Graph anyEncoder() {
        GraphBuilder encoder = new GraphBuilder("encoder");
        String image = encoder.input("batched_images", Axis.any("b"), Axis.fixed(3), Axis.any("h"), Axis.any("w"));
        encoder.output(
                "image_embeddings", encoder.relu(image), Axis.any("b"), Axis.any("c"), Axis.any("e"), Axis.any("f"));
        return encoder.build();
    }

    /**
     * An axis for images before all others, points in pixels of an image of any size, masks of that size, three of them, and a third
     * output that the exporter gave no name.
     */
    private static Graph efficient(Graph decoder, Axis pointsEach) {
        GraphBuilder before = new GraphBuilder("before");
        Axis one = Axis.fixed(1);
        Operand points = before.operand(before.input("batched_point_coords", one, one, pointsEach, Axis.fixed(2)));
        Operand labels = before.operand(before.input("batched_point_labels", one, one, pointsEach));
        Operand size = before.operand(
                        before.input(new Value("orig_im_size", ElementType.INT64, List.of(Axis.fixed(2)))))
                .op("Cast", Map.of("to", Attribute.of(ElementType.FLOAT.onnxCode())));
        Operand scale = before.operand(before.scalar(1024)).div(size.gather(0, 1, 0));
        before.output("point_coords", withoutFirst(points, 4).mul(scale).name());
        before.output("point_labels", withoutFirst(labels, 3).name());
        before.output("mask_input", before.identity(before.constant(Constant.of(Tensor.zeros(1, 1, 256, 256)))));
        before.output("has_mask_input", before.identity(before.constant(Constant.of(Tensor.zeros(1)))));
        GraphBuilder after = new GraphBuilder("after");
        Axis[] axes = {Axis.any("b"), Axis.any("k"), Axis.any("h"), Axis.any("w")};
        Operand masks = after.operand(after.input("low_res_masks", axes));
        Operand iou = after.operand(after.input("all_iou", axes[0], axes[1]));
        after.output("output_masks", withFirst(after, masks.slice(1, 1, 4)).name());
        after.output("iou_predictions", withFirst(after, iou.slice(1, 1, 4)).name());
        after.output("2053", after.identity(masks.name()));
        return GraphChain.after(
                GraphChain.before(before.build(), GraphChain.renamed(decoder, Map.of("iou_predictions", "all_iou"))),
                after.build());
    }

    private static Operand withoutFirst(Operand x, int axes) {
        return x.reshape(x.shape().slice(0, 1, axes));
    }

    private static Operand withFirst(GraphBuilder graph, Operand x) {
        return x.reshape(graph.operand(graph.longs(1)).concat(0, x.shape()));
    }

    private SamNetwork exported(Graph encoder, Graph decoder) {
        Path first = folder.resolve("encoder.onnx");
        Path second = folder.resolve("decoder.onnx");
        OnnxFiles.write(encoder, first);
        OnnxFiles.write(decoder, second);
        return SamNetworks.load(ModelSource.of(first, second));
    }

    private void assertRefused(Graph encoder, Graph decoder, String reason) {
        Exception refusal = assertThrows(InvalidModelException.class, () -> exported(encoder, decoder));
        assertTrue(refusal.getMessage().contains(reason), refusal::getMessage);
        assertEquals(1, refusal.getMessage().lines().count());
    }

    /** Each ends in a point that stands for none. */
    private static PromptBatch twoPoints() {
        return new PromptBatch(
                Tensor.of(new float[] {77, 102, 0, 0, 154, 128, 0, 0}, 2, 2, 2),
                Tensor.of(new float[] {1, NONE, 1, NONE}, 2, 2),
                Optional.empty());
    }

    /** Answers for the golden image of the network's own generation. */
    private static List<DecodedMask> answers(SamNetwork network, PromptBatch prompts, MaskChoice choice) {
        if (network.generation() == SamGeneration.SAM) {
            return answers(network, ImageFeatures.of(SmallSam.embedding().reshape(1, 64, 16, 16)), prompts, choice);
        }
        Map<String, Tensor> made = new HashMap<>(SmallSam2.run(
                network.imageEncoder(),
                Map.of(network.imageEncoder().inputs().get(0).name(), SmallSam2.input(network))));
        Tensor embedding = made.remove(network.imageEncoder().outputs().get(0).name());
        return answers(network, new ImageFeatures(embedding, made), prompts, choice);
    }

    private static List<DecodedMask> answers(
            SamNetwork network, ImageFeatures features, PromptBatch prompts, MaskChoice choice) {
        List<DecodedMask> masks = new ArrayList<>();
        try (TestEngine engine = new TestEngine();
                MaskDecoder decoder = MaskDecoder.load(engine, network)) {
            decoder.prepare(features, network.frame(SmallSam2.IMAGE))
                    .decode(
                            prompts,
                            choice,
                            Float.NEGATIVE_INFINITY,
                            mask -> masks.add(new DecodedMask(
                                    mask.prompt(),
                                    mask.output(),
                                    mask.predictedIou(),
                                    Tensor.of(
                                            mask.logits().toArray(),
                                            mask.logits().shape()))));
        }
        return masks;
    }

    private static void assertAlike(List<DecodedMask> expected, List<DecodedMask> actual) {
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i).prompt(), actual.get(i).prompt());
            assertEquals(expected.get(i).predictedIou(), actual.get(i).predictedIou(), 1e-5);
            Golden.assertClose(expected.get(i).logits(), actual.get(i).logits(), 1e-4f);
        }
    }
}
