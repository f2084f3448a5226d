package org.samdeblur.networks.contract;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.AutomaticMaskSettings;
import org.samdeblur.api.CancelledException;
import org.samdeblur.api.Grouping;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.MapUnitProvider;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.ModelSource;
import org.samdeblur.networks.sam.Prompt;
import org.samdeblur.networks.sam.PromptedMask;
import org.samdeblur.networks.sam.SamImage;
import org.samdeblur.networks.sam.SamSegmenter;

/**
 * What every backend has to show of Segment Anything: the published implementation's masks, for prompts and for all of an image,
 * and the promises of {@link SamSegmenter}. A backend's test extends this class.
 */
@Tag("once")
public abstract class SegmenterContract extends PromptContract {
    private static final int THREADS = 4;

    /** For subclasses. */
    protected SegmenterContract() {
        super("sam/sam.pth", "sam/input.png", Prompt.inside(218.5, 150));
    }

    private static AutomaticMaskSettings.Builder few() {
        return AutomaticMaskSettings.builder()
                .pointsPerSide(4)
                .predIouThresh(0.5)
                .stabilityScoreThresh(0.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"default_grid", "crops", "loose_nms", "small_regions"})
    void findsTheMasksThatThePublishedGeneratorFinds(String name) {
        GoldenMasks golden = GoldenMasks.read(name);

        try (SamSegmenter sam = load(golden.settings())) {
            golden.assertFound(sam.segment(input()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"default_grid", "crops", "loose_nms", "small_regions"})
    void findsMasksWhoseGreyCodesAreThePublishedOnes(String name) {
        MaskSet expected = Golden.greyCodes("sam/grouped_codes_" + name + ".png");

        try (SamSegmenter sam = load(GoldenMasks.read(name).settings())) {
            MaskSet groups = MapUnitProvider.installed().group(sam.segment(input()), Grouping.PUBLISHED);

            assertTrue(equalCodes(expected, groups) >= 0.999, () -> "equal codes " + equalCodes(expected, groups));
        }
    }

    private static double equalCodes(MaskSet expected, MaskSet groups) {
        int[] wanted = codes(expected);
        int[] found = codes(groups);
        return (double) IntStream.range(0, wanted.length)
                        .filter(i -> wanted[i] == found[i])
                        .count()
                / wanted.length;
    }

    private static int[] codes(MaskSet groups) {
        int[] codes = new int[groups.height() * groups.width()];
        for (int i = 0; i < groups.size(); i++) {
            int code = groups.greyCode(i).orElseThrow();
            groups.masks().get(i).forEachRun((from, to) -> Arrays.fill(codes, from, to, code));
        }
        return codes;
    }

    @Test
    void answersPromptsAsPublished() {
        try (SamSegmenter sam = load(AutomaticMaskSettings.DEFAULT)) {
            SamImage image = sam.embed(input());

            List<PromptedMask> point = image.masks(Prompt.inside(218.5, 150));
            List<PromptedMask> points = image.masks(Prompt.inside(87.4, 90).andOutside(349.6, 210));
            PromptedMask box = image.mask(Prompt.box(43.7, 60, 262.2, 270));

            assertAnswers("prompt0", point, 64853, 68769, 66746);
            assertAnswers("prompt1", points, 33030, 26042, 27586);
            assertAnswers("prompt2", List.of(box), 58206);
            assertEquals(0.642116904, point.get(0).predictedIou(), 1e-3);
            assertEquals(0.793383420, points.get(1).predictedIou(), 1e-3);
            assertEquals(-0.176913261, box.predictedIou(), 1e-3);
        }
    }

    /** The figures are the published predictor's, which gives the decoder no point at all then. */
    @Test
    void answersAMaskAloneAsPublished() {
        try (SamSegmenter sam = load(AutomaticMaskSettings.DEFAULT)) {
            SamImage image = sam.embed(input());
            Prompt earlier = Prompt.mask(image.masks(Prompt.inside(218.5, 150)).get(0));

            PromptedMask one = image.mask(earlier);
            List<PromptedMask> several = image.masks(earlier);

            assertEquals(-0.20791402, one.predictedIou(), 1e-3);
            assertEquals(59258, one.mask().area(), 60);
            assertEquals(0.50641024, several.get(0).predictedIou(), 1e-3);
            assertEquals(0.53501220, several.get(2).predictedIou(), 1e-3);
            assertEquals(82661, several.get(1).mask().area(), 80);
        }
    }

    private static void assertAnswers(String name, List<PromptedMask> answers, double... areas) {
        assertAnswers(Golden.tensor("sam/" + name + "_low_res_logits.npy"), areas, answers);
    }

    @Test
    void refusesPromptsOutsideTheImage() {
        try (SamSegmenter sam = load(AutomaticMaskSettings.DEFAULT)) {
            SamImage image = sam.embed(input());

            Exception point = assertThrows(IllegalArgumentException.class, () -> image.masks(Prompt.inside(500, 20)));
            assertThrows(IllegalArgumentException.class, () -> image.mask(Prompt.box(-1, 0, 20, 20)));
            Mask small = Mask.ofRuns(new ImageSize(2, 2), 0, 4);
            assertThrows(IllegalArgumentException.class, () -> image.mask(Prompt.mask(small)));

            assertEquals("point (500.0, 20.0) is outside the image of 437×300 pixels", point.getMessage());
        }
    }

    @Test
    void findsNothingWhereNoMaskIsGoodEnough() {
        AutomaticMaskSettings strict = few().cropNLayers(1).predIouThresh(1).build();

        try (SamSegmenter sam = load(strict)) {
            MaskSet masks = sam.segment(input());

            assertEquals(MaskSet.empty(new ImageSize(300, 437)), masks);
        }
    }

    @Test
    void findsTheSameInEveryThread() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (SamSegmenter sam = load(few().build())) {
            MaskSet expected = sam.segment(input());
            Callable<MaskSet> segmentation = () -> sam.segment(input());

            for (Future<MaskSet> masks : threads.invokeAll(
                    Stream.generate(() -> segmentation).limit(THREADS).toList())) {
                assertEquals(expected.masks(), masks.get().masks());
            }
            assertFalse(expected.masks().isEmpty());
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void stopsWhenItIsNoLongerWanted() {
        try (SamSegmenter sam = load(few().pointsPerBatch(4).build())) {
            Image image = input();

            assertThrows(CancelledException.class, () -> sam.segment(image, (stage, done, total) -> done < 5));
        }
    }

    @Test
    void isNotUsedAfterClosing() {
        SamSegmenter sam = load(few().build());
        SamImage image = sam.embed(input());
        sam.close();

        assertThrows(IllegalStateException.class, () -> sam.segment(input()));
        assertThrows(IllegalStateException.class, () -> image.mask(Prompt.inside(10, 10)));
        assertDoesNotThrow(sam::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"B", "L", "H"})
    void runsThePublishedSizesFromFilesAsDownloaded(String size, @TempDir Path folder) {
        assumeTrue(
                size.equals("B") || Boolean.getBoolean("samdeblur.large"),
                "writes gigabytes; asked for by -Dsamdeblur.large=true only");
        Path file = folder.resolve("sam_vit_" + size.toLowerCase(Locale.ROOT) + ".pth");
        RandomSam.of(size).write(file);

        answersOf(file);
    }

    @Test
    void refusesADeblurringNetwork() {
        ModelSource deblurring = ModelSource.of(Golden.file("nafnet/segnafnet.pth"));

        Exception refusal = assertThrows(
                InvalidModelException.class, () -> backend().loadSegmenter(deblurring, AutomaticMaskSettings.DEFAULT));

        assertTrue(refusal.getMessage().contains("segnafnet.pth"), refusal::getMessage);
        assertEquals(1, refusal.getMessage().lines().count());
    }
}
