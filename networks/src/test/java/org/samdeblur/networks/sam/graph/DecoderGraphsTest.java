package org.samdeblur.networks.sam.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.engine.GraphSession;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.sam.TestEngine;

class DecoderGraphsTest {
    /** Far below the 1e-2 that the golden data ask for: both are the same arithmetic in another order. */
    private static final float LOGITS = 1e-4f;

    private static final float IOU = 1e-5f;

    /** Of the largest logit. */
    private static final float ROUNDING = 1e-5f;

    @ParameterizedTest
    @MethodSource("org.samdeblur.networks.sam.graph.GoldenPrompt#all")
    void thePlainDecoderAnswersAsPublished(GoldenPrompt prompt) {
        assertAsPublished(
                prompt, plain(SmallSam.plainDecoder(), embedding(), noMask(64), prompt.points(), prompt.labels()));
    }

    @ParameterizedTest
    @MethodSource("org.samdeblur.networks.sam.graph.GoldenPrompt#all")
    void theStagedDecoderAnswersAsPublished(GoldenPrompt prompt) {
        assertAsPublished(prompt, staged(SmallSam.stages(), embedding(), noMask(64), prompt.points(), prompt.labels()));
    }

    @Test
    void stagesComputeWhatThePlainDecoderDoesAtThePublishedSizes() {
        RandomDecoder weights = RandomDecoder.create();
        Tensor embedding = normal(1, 1, 256, 64, 64);
        Tensor points = scaled(512, normal(2, 3, 2, 2));
        Tensor labels = Tensor.of(new float[] {1, -1, 0, 1, 2, 3}, 3, 2);

        assertAlike(
                plain(weights.plain(), embedding, noMask(256), points, labels),
                staged(weights.stages(), embedding, noMask(256), points, labels));
        assertAlike(
                plain(weights.plain(), embedding, mask(256), points, labels),
                staged(weights.stages(), embedding, mask(256), points, labels));
    }

    private static void assertAlike(Map<String, Tensor> expected, Map<String, Tensor> actual) {
        float largest = difference(
                expected.get("low_res_masks"),
                Tensor.zeros(expected.get("low_res_masks").shape()));
        float masks = difference(expected.get("low_res_masks"), actual.get("low_res_masks"));
        float iou = difference(expected.get("iou_predictions"), actual.get("iou_predictions"));
        assertTrue(largest > 1, () -> "logits up to " + largest + " say little");
        assertTrue(masks <= ROUNDING * largest, () -> "logits up to " + largest + " differ by " + masks);
        assertTrue(iou <= 1e-4f, () -> "predicted IoU differs by " + iou);
    }

    private static void assertAsPublished(GoldenPrompt prompt, Map<String, Tensor> answer) {
        int from = prompt.several() ? 1 : 0;
        int to = prompt.several() ? 4 : 1;
        Tensor masks = answer.get("low_res_masks").reshape(4, 64, 64).slice(from, to);
        float[] iou = answer.get("iou_predictions").reshape(4).slice(from, to).toArray();
        float difference = difference(prompt.logits(), masks);
        assertTrue(difference <= LOGITS, () -> "logits differ by " + difference);
        float[] expected = new float[iou.length];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = prompt.predictedIou().get(i).floatValue();
        }
        assertArrayEquals(expected, iou, IOU);
    }

    static Map<String, Tensor> plain(
            Graph graph, Tensor embedding, Map<String, Tensor> mask, Tensor points, Tensor labels) {
        try (TestEngine engine = new TestEngine();
                GraphSession session = engine.load(graph, Map.of())) {
            Map<String, Tensor> inputs = new HashMap<>(mask);
            inputs.put("image_embeddings", embedding);
            inputs.put("point_coords", points);
            inputs.put("point_labels", labels);
            return session.run(inputs);
        }
    }

    static Map<String, Tensor> staged(
            DecoderStages stages, Tensor embedding, Map<String, Tensor> mask, Tensor points, Tensor labels) {
        try (TestEngine engine = new TestEngine();
                GraphSession image = engine.load(stages.image(), Map.of());
                GraphSession prompt = engine.load(stages.prompt(), Map.of());
                GraphSession masks = engine.load(stages.masks(), Map.of())) {
            Map<String, Tensor> inputs = new HashMap<>(mask);
            inputs.put("image_embeddings", embedding);
            Map<String, Tensor> prompts = new HashMap<>(image.run(inputs));
            prompts.put("point_coords", points);
            prompts.put("point_labels", labels);
            prompts.computeIfPresent("image_tokens", (name, tokens) -> repeated(tokens, points.dim(0)));
            Map<String, Tensor> answers = new HashMap<>(prompt.run(prompts));
            Tensor iou = answers.remove("iou_predictions");
            int size = embedding.dim(2);
            answers.computeIfPresent(
                    "final_tokens", (name, tokens) -> tokens.reshape(points.dim(0), size, size, embedding.dim(1)));
            Tensor drawn = masks.run(answers).get("low_res_masks");
            return Map.of(
                    "iou_predictions",
                    iou,
                    "low_res_masks",
                    drawn.reshape(points.dim(0), drawn.dim(1), 4 * size, 4 * size));
        }
    }

    private static Tensor repeated(Tensor one, int times) {
        return Tensor.create(
                values -> {
                    for (int i = 0; i < times; i++) {
                        values.put(one.data());
                    }
                },
                times,
                one.dim(1),
                one.dim(2));
    }

    private static Tensor embedding() {
        return SmallSam.embedding().reshape(1, 64, 16, 16);
    }

    private static Map<String, Tensor> noMask(int size) {
        return Map.of("mask_input", Tensor.zeros(1, 1, size, size), "has_mask_input", Tensor.zeros(1));
    }

    private static Map<String, Tensor> mask(int size) {
        return Map.of(
                "mask_input", scaled(8, normal(4, 1, 1, size, size)), "has_mask_input", Tensor.of(new float[] {1}, 1));
    }

    private static Tensor normal(long seed, int... shape) {
        Random random = new Random(seed);
        return Tensor.create(
                values -> {
                    while (values.hasRemaining()) {
                        values.put((float) random.nextGaussian());
                    }
                },
                shape);
    }

    private static Tensor scaled(float factor, Tensor tensor) {
        float[] values = tensor.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return Tensor.of(values, tensor.shape());
    }

    private static float difference(Tensor expected, Tensor actual) {
        assertArrayEquals(expected.shape(), actual.shape());
        float[] left = expected.toArray();
        float[] right = actual.toArray();
        float largest = 0;
        for (int i = 0; i < left.length; i++) {
            // Math.max keeps a NaN, which no tolerance lets pass
            largest = Math.max(largest, Math.abs(left[i] - right[i]));
        }
        return largest;
    }
}
