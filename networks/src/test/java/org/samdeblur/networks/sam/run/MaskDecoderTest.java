package org.samdeblur.networks.sam.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.sam.TestEngine;
import org.samdeblur.networks.sam.graph.GoldenPrompt;
import org.samdeblur.networks.sam.graph.SamGeneration;
import org.samdeblur.networks.sam.graph.SmallSam;
import org.samdeblur.networks.sam.pixels.MaskFrame;

class MaskDecoderTest {
    private static final MaskFrame FRAME = MaskFrame.fitted(new ImageSize(300, 437), 256, 64);
    private static final float ROUNDING = 1e-4f;

    /** Both kinds, as functions of an engine. */
    static Stream<Function<TestEngine, MaskDecoder>> decoders() {
        return Stream.of(
                engine -> StagedMaskDecoder.load(engine, SmallSam.stages(), SamGeneration.SAM, SmallSam.SHAPE),
                engine -> ExportedMaskDecoder.load(engine, SmallSam.plainDecoder(), SamGeneration.SAM, SmallSam.SHAPE));
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void answersTheGoldenPrompts(Function<TestEngine, MaskDecoder> kind) {
        try (TestEngine engine = new TestEngine();
                MaskDecoder decoder = kind.apply(engine)) {
            EmbeddedImage image = image(decoder);
            for (GoldenPrompt prompt : GoldenPrompt.all()) {
                MaskChoice choice = prompt.several() ? MaskChoice.SEVERAL : MaskChoice.SINGLE;

                List<DecodedMask> masks = decode(image, batch(prompt), choice, Float.NEGATIVE_INFINITY);

                assertEquals(prompt.logits().dim(0), masks.size());
                for (int i = 0; i < masks.size(); i++) {
                    assertEquals(prompt.several() ? i + 1 : 0, masks.get(i).output());
                    assertEquals(prompt.predictedIou().get(i), masks.get(i).predictedIou(), 1e-5);
                    assertClose(prompt.logits().slice(i, i + 1), masks.get(i).logits());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void manyPromptsAtOnceAreAnsweredAsEachAlone(Function<TestEngine, MaskDecoder> kind) {
        try (TestEngine engine = new TestEngine();
                MaskDecoder decoder = kind.apply(engine)) {
            EmbeddedImage image = image(decoder);
            PromptBatch all = grid(3);

            List<DecodedMask> together = decode(image, all, MaskChoice.SEVERAL, Float.NEGATIVE_INFINITY);

            List<DecodedMask> alone = new ArrayList<>();
            all.inParts(
                    1,
                    part -> decode(image, part.prompts(), MaskChoice.SEVERAL, Float.NEGATIVE_INFINITY)
                            .forEach(mask -> alone.add(
                                    new DecodedMask(part.first(), mask.output(), mask.predictedIou(), mask.logits()))));
            assertAlike(alone, together);
        }
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void masksThatAreNotExpectedToBeGoodAreLeftOut(Function<TestEngine, MaskDecoder> kind) {
        try (TestEngine engine = new TestEngine();
                MaskDecoder decoder = kind.apply(engine)) {
            EmbeddedImage image = image(decoder);
            List<DecodedMask> all = decode(image, grid(3), MaskChoice.SEVERAL, Float.NEGATIVE_INFINITY);
            float median = (float) all.stream()
                    .mapToDouble(DecodedMask::predictedIou)
                    .sorted()
                    .skip(all.size() / 2)
                    .findFirst()
                    .orElseThrow();

            List<DecodedMask> good = decode(image, grid(3), MaskChoice.SEVERAL, median);

            assertTrue(good.size() > 0 && good.size() < all.size(), () -> good.size() + " of " + all.size());
            assertAlike(
                    all.stream().filter(mask -> mask.predictedIou() > median).toList(), good);
        }
    }

    @Test
    void stagesAnswerAsThePlainDecoderDoesFromAMaskOn() {
        Tensor earlier = GoldenPrompt.all().get(0).logits().slice(1, 2).reshape(1, 1, 64, 64);
        PromptBatch prompts = new PromptBatch(grid(2).coordinates(), grid(2).labels(), Optional.of(earlier));
        List<List<DecodedMask>> answers = decoders()
                .map(kind -> {
                    try (TestEngine engine = new TestEngine();
                            MaskDecoder decoder = kind.apply(engine)) {
                        return decode(image(decoder), prompts, MaskChoice.SINGLE, Float.NEGATIVE_INFINITY);
                    }
                })
                .toList();

        assertEquals(4, answers.get(0).size());
        assertAlike(answers.get(1), answers.get(0));
    }

    @Test
    void anEarlierMaskCountsForItsOwnPromptsOnly() {
        Tensor earlier = GoldenPrompt.all().get(0).logits().slice(1, 2).reshape(1, 1, 64, 64);
        PromptBatch without = grid(1);
        PromptBatch with = new PromptBatch(without.coordinates(), without.labels(), Optional.of(earlier));
        try (TestEngine engine = new TestEngine();
                MaskDecoder decoder =
                        StagedMaskDecoder.load(engine, SmallSam.stages(), SamGeneration.SAM, SmallSam.SHAPE)) {
            EmbeddedImage image = image(decoder);
            List<DecodedMask> before = decode(image, without, MaskChoice.SINGLE, Float.NEGATIVE_INFINITY);
            List<DecodedMask> guided = decode(image, with, MaskChoice.SINGLE, Float.NEGATIVE_INFINITY);
            List<DecodedMask> after = decode(image, without, MaskChoice.SINGLE, Float.NEGATIVE_INFINITY);

            assertAlike(before, after);
            assertTrue(difference(before.get(0).logits(), guided.get(0).logits()) > 0.1);
        }
    }

    @Test
    void masksWithoutPaddingAreTheUpperRowsOfWholeMasks() {
        try (TestEngine engine = new TestEngine();
                MaskDecoder decoder =
                        StagedMaskDecoder.load(engine, SmallSam.stages(), SamGeneration.SAM, SmallSam.SHAPE)) {
            EmbeddedImage image = image(decoder);
            List<Tensor> whole = new ArrayList<>();
            image.decode(grid(2), MaskChoice.SEVERAL, Float.NEGATIVE_INFINITY, mask -> whole.add(copy(mask.logits())));

            List<Tensor> upper = new ArrayList<>();
            image.withoutPadding()
                    .decode(
                            grid(2),
                            MaskChoice.SEVERAL,
                            Float.NEGATIVE_INFINITY,
                            mask -> upper.add(copy(mask.logits())));

            // 176 of 256 rows are image: 44 of 64 in masks, 46 with those beyond the edge, in whole places of four
            assertEquals(12, whole.size());
            assertEquals(12, upper.size());
            for (int i = 0; i < whole.size(); i++) {
                assertEquals(48, upper.get(i).dim(0));
                assertClose(whole.get(i).slice(0, 48), upper.get(i));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void manyThreadsAskAtOnce(Function<TestEngine, MaskDecoder> kind) {
        try (TestEngine engine = new TestEngine();
                MaskDecoder decoder = kind.apply(engine)) {
            EmbeddedImage image = image(decoder);
            List<DecodedMask> expected = decode(image, grid(2), MaskChoice.SEVERAL, Float.NEGATIVE_INFINITY);

            List<List<DecodedMask>> answers = IntStream.range(0, 8)
                    .parallel()
                    .mapToObj(thread -> decode(image, grid(2), MaskChoice.SEVERAL, Float.NEGATIVE_INFINITY))
                    .toList();

            answers.forEach(answer -> assertAlike(expected, answer));
        }
    }

    @Test
    void promptsOfOddShapesAreRefused() {
        Tensor points = Tensor.zeros(2, 1, 2);

        assertThrows(
                IllegalArgumentException.class, () -> new PromptBatch(points, Tensor.zeros(2, 2), Optional.empty()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new PromptBatch(Tensor.zeros(2, 0, 2), Tensor.zeros(2, 0), Optional.empty()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new PromptBatch(Tensor.zeros(2, 1, 3), Tensor.zeros(2, 1), Optional.empty()));
    }

    private static Tensor copy(Tensor tensor) {
        return Tensor.of(tensor.toArray(), tensor.shape());
    }

    private static EmbeddedImage image(MaskDecoder decoder) {
        return decoder.prepare(ImageFeatures.of(SmallSam.embedding().reshape(1, 64, 16, 16)), FRAME);
    }

    private static PromptBatch batch(GoldenPrompt prompt) {
        return new PromptBatch(prompt.points(), prompt.labels(), Optional.empty());
    }

    /** Points in rows and columns over the encoder's input. */
    private static PromptBatch grid(int side) {
        Tensor points = Tensor.create(
                values -> {
                    for (int i = 0; i < side * side; i++) {
                        values.put(256f * (i % side + 0.5f) / side).put(176f * (i / side + 0.5f) / side);
                        values.put(0).put(0);
                    }
                },
                side * side,
                2,
                2);
        Tensor labels = Tensor.create(
                values -> {
                    while (values.hasRemaining()) {
                        values.put(1).put(-1);
                    }
                },
                side * side,
                2);
        return new PromptBatch(points, labels, Optional.empty());
    }

    static List<DecodedMask> decode(EmbeddedImage image, PromptBatch prompts, MaskChoice choice, float iouAbove) {
        List<DecodedMask> masks = new ArrayList<>();
        image.decode(
                prompts,
                choice,
                iouAbove,
                mask -> masks.add(new DecodedMask(
                        mask.prompt(),
                        mask.output(),
                        mask.predictedIou(),
                        Tensor.of(mask.logits().toArray(), 64, 64))));
        return masks;
    }

    private static void assertAlike(List<DecodedMask> expected, List<DecodedMask> actual) {
        assertEquals(
                expected.stream()
                        .map(mask -> Map.entry(mask.prompt(), mask.output()))
                        .toList(),
                actual.stream()
                        .map(mask -> Map.entry(mask.prompt(), mask.output()))
                        .toList());
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i).predictedIou(), actual.get(i).predictedIou(), ROUNDING);
            assertClose(expected.get(i).logits(), actual.get(i).logits());
        }
    }

    private static void assertClose(Tensor expected, Tensor actual) {
        float difference = difference(expected, actual);
        assertTrue(difference <= ROUNDING, () -> "logits differ by " + difference);
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
