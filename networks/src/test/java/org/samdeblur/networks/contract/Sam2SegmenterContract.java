package org.samdeblur.networks.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.AutomaticMaskSettings;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.Mask;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.NetworkBackend;
import org.samdeblur.networks.engine.GraphSession;
import org.samdeblur.networks.sam.Prompt;
import org.samdeblur.networks.sam.Prompt.Label;
import org.samdeblur.networks.sam.Prompt.Point;
import org.samdeblur.networks.sam.PromptedMask;
import org.samdeblur.networks.sam.SamImage;
import org.samdeblur.networks.sam.SamSegmenter;
import org.samdeblur.networks.sam.graph.DecoderNames;
import org.samdeblur.networks.sam.graph.SamNetwork;
import org.samdeblur.networks.sam.graph.SamNetworks;
import org.samdeblur.networks.sam.pixels.EncoderInput;
import org.samdeblur.networks.sam.pixels.MaskFrame;
import org.samdeblur.networks.sam.pixels.RgbPixels;

/**
 * What every backend has to show of SAM 2: the published implementation's embedding, answers to prompts, and automatic masks. What does
 * not depend on the generation, {@link SegmenterContract} asks. A backend's test extends this class.
 */
@Tag("once")
public abstract class Sam2SegmenterContract extends PromptContract {
    private static final ModelSource SMALL_SAM_2 = ModelSource.of(Golden.file("sam2/sam2.pt"));
    private static final ImageSize SIZE = new ImageSize(200, 300);

    /** For subclasses. */
    protected Sam2SegmenterContract() {
        super("sam2/sam2.pt", "sam2/input.png", Prompt.inside(90, 80));
    }

    @Test
    void embedsAnImageAsPublished() {
        SamNetwork network = SamNetworks.load(SMALL_SAM_2);
        MaskFrame frame = network.frame(SIZE);

        Tensor pixels = EncoderInput.of(RgbPixels.of(input()), frame, network.pixels());

        try (GraphSession encoder = ((NetworkBackend) backend()).engine().load(network.imageEncoder(), Map.of())) {
            Map<String, Tensor> made = encoder.run(Map.of("image", pixels));

            assertMade("embedding", made.get(DecoderNames.EMBEDDING));
            for (int level = 0; level < 2; level++) {
                assertMade("high_res_" + level, made.get(DecoderNames.FINER.get(level)));
            }
        }
    }

    private static void assertMade(String name, Tensor made) {
        Golden.assertClose(golden(name).reshape(made.shape()), made, 1e-3f);
    }

    private static Tensor golden(String name) {
        return Golden.tensor("sam2/" + name + ".npy");
    }

    @Test
    void answersPromptsAsPublished() throws IOException {
        List<?> prompts = JSON.std.listFrom(Golden.file("sam2/prompts.json").toFile());

        try (SamSegmenter sam = load(AutomaticMaskSettings.DEFAULT)) {
            SamImage image = sam.embed(input());
            for (Object json : prompts) {
                Map<?, ?> expected = (Map<?, ?>) json;
                boolean several = (Boolean) expected.get("multimask");
                Prompt prompt = prompt(expected);
                assertAnswers(
                        expected,
                        "prompt" + name(expected, several),
                        several ? image.masks(prompt) : List.of(image.mask(prompt)));
            }
        }
    }

    private static String name(Map<?, ?> json, boolean several) {
        return json.containsKey("mask_input") ? "_mask" : json.get("prompt") + (several ? "_multi" : "_one");
    }

    private static Prompt prompt(Map<?, ?> json) {
        Prompt pointing = pointing(json);
        if (!json.containsKey("mask_input")) {
            return pointing;
        }
        Mask none = Mask.ofRuns(SIZE);
        return pointing.andMask(new PromptedMask(none, 0, golden("prompt_mask_input")));
    }

    private static Prompt pointing(Map<?, ?> json) {
        Optional<double[]> box = Optional.ofNullable((List<?>) json.get("box")).map(Sam2SegmenterContract::numbers);
        if (!(json.get("points") instanceof List<?> places)) {
            double[] corners = box.orElseThrow();
            return Prompt.box(corners[0], corners[1], corners[2], corners[3]);
        }
        double[] labels = numbers((List<?>) json.get("labels"));
        List<Point> points = IntStream.range(0, labels.length)
                .mapToObj(i -> {
                    double[] place = numbers((List<?>) places.get(i));
                    return new Point(place[0], place[1], labels[i] == 1 ? Label.INSIDE : Label.OUTSIDE);
                })
                .toList();
        Prompt prompt = Prompt.of(points);
        return box.map(corners -> prompt.andBox(corners[0], corners[1], corners[2], corners[3]))
                .orElse(prompt);
    }

    private static double[] numbers(List<?> json) {
        return json.stream()
                .mapToDouble(number -> ((Number) number).doubleValue())
                .toArray();
    }

    private static void assertAnswers(Map<?, ?> expected, String name, List<PromptedMask> answers) {
        assertAnswers(golden(name + "_low_res_logits"), numbers((List<?>) expected.get("area")), answers);
        double[] ious = numbers((List<?>) expected.get("predicted_iou"));
        for (int i = 0; i < ious.length; i++) {
            assertEquals(ious[i], answers.get(i).predictedIou(), 1e-3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "loose", "crops", "m2m", "one_mask"})
    void findsTheMasksThatThePublishedGeneratorFinds(String name) {
        GoldenMasks golden = GoldenMasks.readSam2(name, SIZE);

        try (SamSegmenter sam = load(golden.settings())) {
            golden.assertFound(sam.segment(input()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny", "small", "base_plus", "large"})
    void runsThePublishedSizesFromFilesAsDownloaded(String size, @TempDir Path folder) {
        assumeTrue(
                size.equals("tiny") || Boolean.getBoolean("samdeblur.large"),
                "runs for minutes; asked for by -Dsamdeblur.large=true only");
        Path file = folder.resolve("sam2.1_hiera_" + size + ".pt");
        RandomSam2.of(size).write(file);

        for (PromptedMask mask : answersOf(file)) {
            assertTrue(mask.predictedIou() >= 0 && mask.predictedIou() <= 1, () -> "IoU " + mask.predictedIou());
            for (float logit : mask.logits().toArray()) {
                assertTrue(Math.abs(logit) <= 32, () -> "logit " + logit);
            }
        }
    }
}
