package org.samdeblur.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamDeblurTest {
    /** One channel that holds the number of masks, wherever the image is. */
    private static final StubModel.Guidance MASK_COUNT =
            new StubModel.Guidance(1, (image, masks) -> map(image.slice(0, 1), value -> (float) masks.size()));

    /** One channel that is 1 under the first mask. */
    private static final StubModel.Guidance FIRST_MASK = new StubModel.Guidance(1, (image, masks) -> {
        float[] values = new float[masks.height() * masks.width()];
        masks.masks().get(0).forEachRun((from, to) -> Arrays.fill(values, from, to, 1));
        return Tensor.of(values, 1, masks.height(), masks.width());
    });

    private interface FloatFunction {
        float apply(float value);
    }

    private static Tensor map(Tensor tensor, FloatFunction function) {
        float[] values = tensor.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = function.apply(values[i]);
        }
        return Tensor.of(values, tensor.shape());
    }

    private static Tensor negative(Tensor input) {
        return map(input.slice(0, 3), value -> 1 - value);
    }

    private static Image noise(int height, int width) {
        return Pictures.random(height, width, 3, 8, 7);
    }

    private static SamDeblur.Builder with(DeblurModel model) {
        return SamDeblur.builder().deblurModel(model);
    }

    @Test
    void anImageComesBackInItsOwnSizeWhateverTheNetworkNeeds() {
        try (SamDeblur deblur =
                with(StubModel.of(3, 16, SamDeblurTest::negative)).build()) {
            Image image = noise(19, 37);

            DeblurResult result = deblur.deblur(image);

            assertEquals(new ImageSize(19, 37), result.image().size());
            assertEquals(negative(image.toTensor()), result.networkOutput());
            assertEquals(Device.cpu(), result.device());
            assertEquals("custom", result.backend());
        }
    }

    @Property(tries = 60)
    void tilingIsInvisibleForANetworkThatLooksAtSinglePixels(
            @ForAll @IntRange(min = 3, max = 90) int height,
            @ForAll @IntRange(min = 3, max = 90) int width,
            @ForAll @IntRange(min = 1, max = 50) int size,
            @ForAll @IntRange(min = 0, max = 24) int overlap,
            @ForAll @IntRange(min = 1, max = 8) int sizeMultiple) {
        StubModel network = StubModel.of(3, sizeMultiple, SamDeblurTest::negative);
        Tiling tiling = Tiling.of(size, Math.min(overlap, (size - 1) / 2));
        Tensor input = noise(height, width).toTensor();
        try (SamDeblur whole = with(network).tiling(Tiling.off()).build();
                SamDeblur tiled = with(network).tiling(tiling).build()) {
            float[] expected = whole.restore(input, Progress.NONE).toArray();
            float[] actual = tiled.restore(input, Progress.NONE).toArray();
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], actual[i], 1e-6f);
            }
        }
    }

    @Test
    void paddingIsWhatTheNetworkWasMadeForUnlessAnotherIsAskedFor() {
        List<Tensor> seen = new ArrayList<>();
        StubModel network = StubModel.of(3, 4, input -> {
            seen.add(map(input, value -> value));
            return input;
        });
        Tensor input = Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 1, 3, 3);
        Tensor image = Tensor.concat(Tensor.concat(input, input), input);
        StubModel mirroring = network.paddedBy(Padding.REFLECT);
        for (SamDeblur.Builder settings : List.of(
                with(network),
                with(network).padding(Padding.REFLECT),
                with(mirroring),
                with(mirroring).padding(Padding.ZERO))) {
            try (SamDeblur deblur = settings.build()) {
                deblur.restore(image, Progress.NONE);
            }
        }

        Tensor zeros = Tensor.of(new float[] {1, 2, 3, 0, 4, 5, 6, 0, 7, 8, 9, 0, 0, 0, 0, 0}, 1, 4, 4);
        Tensor mirrored = Tensor.of(new float[] {1, 2, 3, 2, 4, 5, 6, 5, 7, 8, 9, 8, 4, 5, 6, 5}, 1, 4, 4);
        assertEquals(zeros, seen.get(0).slice(0, 1));
        assertEquals(mirrored, seen.get(1).slice(2, 3));
        assertEquals(mirrored, seen.get(2).slice(0, 1));
        assertEquals(zeros, seen.get(3).slice(2, 3));
    }

    @Test
    void strengthLiesBetweenTheInputAndTheClampedOutput() {
        Tensor dark = map(Tensor.zeros(3, 5, 4), value -> 0.2f);
        StubModel tooBright = StubModel.of(3, 1, input -> map(input, value -> 1.8f));
        try (SamDeblur half = with(tooBright).strength(0.5).build();
                SamDeblur quarter = with(tooBright).strength(0.25).build()) {
            DeblurResult result = half.deblur(Image.of(dark));

            assertEquals(0.6f, result.image().toTensor().get(0, 4, 3), 1e-6f);
            assertEquals(0.4f, quarter.deblur(Image.of(dark)).image().toTensor().get(2, 0, 0), 1e-6f);
            assertEquals(1.8f, result.networkOutput().get(0, 0, 0));
        }
    }

    @Test
    void aStrengthOfZeroReturnsTheInputAndOfOneTheOutput() {
        Image greyWithAlpha = Pictures.random(9, 7, 2, 16, 3);
        StubModel network = StubModel.of(3, 1, SamDeblurTest::negative);
        try (SamDeblur none = with(network).strength(0).build();
                SamDeblur full = with(network).strength(1).build()) {
            assertEquals(greyWithAlpha, none.deblur(greyWithAlpha).image());
            assertEquals(noise(8, 9), none.deblur(noise(8, 9)).image());
            assertEquals(
                    Image.of(negative(noise(8, 9).toTensor())),
                    full.deblur(noise(8, 9)).image());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.5, Double.NaN})
    void aStrengthBeyondInputAndOutputIsRefused(double strength) {
        assertEquals(
                "a strength is a number from 0 to 1, not " + strength,
                assertThrows(
                                IllegalArgumentException.class,
                                () -> SamDeblur.builder().strength(strength))
                        .getMessage());
    }

    @Test
    void theGuardReportsWhereTheNetworkHasCollapsedAndFadesBackToTheInputThere() {
        Image image = Pictures.random(120, 160, 2, 16, 4);
        StubModel broken = StubModel.of(3, 1, SamDeblurTest::withBlackSquare);
        try (SamDeblur fading = with(broken).guard(Guard.FADE).build();
                SamDeblur reporting = with(broken).build();
                SamDeblur unguarded = with(broken).guard(Guard.OFF).build()) {
            DeblurResult faded = fading.deblur(image);
            DeblurResult reported = reporting.deblur(image);
            DeblurResult plain = unguarded.deblur(image);

            assertEquals(1, faded.collapsedRegions().size());
            assertTrue(faded.collapsedRegions().masks().get(0).toDense()[60 * 160 + 60]);
            assertEquals(0.1, faded.collapsedShare(), 0.04);
            assertNotEquals(plain.image(), faded.image());
            assertEquals(
                    image.toTensor().get(0, 60, 60), faded.image().toTensor().get(0, 60, 60));
            assertEquals(faded.collapsedRegions(), reported.collapsedRegions());
            assertEquals(plain.image(), reported.image());
            assertEquals(0f, plain.image().toTensor().get(0, 60, 60));
            assertEquals(MaskSet.empty(image.size()), plain.collapsedRegions());
            assertEquals(plain.networkOutput(), faded.networkOutput());
        }
    }

    /** Makes 40×40 pixels black. */
    private static Tensor withBlackSquare(Tensor input) {
        float[] values = input.slice(0, 3).toArray();
        for (int i = 0; i < values.length; i++) {
            int x = i % input.dim(2);
            int y = i / input.dim(2) % input.dim(1);
            boolean inside = x >= 40 && x < 80 && y >= 40 && y < 80;
            values[i] = inside ? 0 : values[i];
        }
        return Tensor.of(values, 3, input.dim(1), input.dim(2));
    }

    @Test
    void masksComeFromTheSegmenterUnlessTheyAreGiven() {
        StubModel network = StubModel.of(
                        4,
                        8,
                        input -> Tensor.concat(Tensor.concat(input.slice(3, 4), input.slice(3, 4)), input.slice(3, 4)))
                .guidedBy(MASK_COUNT);
        Segmenter twoMasks = (image, progress) ->
                MaskSet.of(image.size(), List.of(Mask.ofRuns(image.size(), 0, 5), Mask.ofRuns(image.size())));
        Image image = noise(10, 11);
        try (SamDeblur deblur = with(network).segmenter(twoMasks).build()) {
            assertEquals(2f, deblur.deblur(image).networkOutput().get(0, 9, 10));
            assertEquals(
                    1f,
                    deblur.deblur(
                                    image,
                                    MaskSet.of(
                                            new ImageSize(10, 11), List.of(Mask.ofRuns(new ImageSize(10, 11), 3, 4))))
                            .networkOutput()
                            .get(0, 0, 0));
        }
    }

    @Test
    void masksOfAnotherSizeAreRefused() {
        try (SamDeblur deblur =
                with(StubModel.of(3, 1, SamDeblurTest::negative)).build()) {
            InvalidMaskException e = assertThrows(
                    InvalidMaskException.class,
                    () -> deblur.deblur(noise(10, 11), MaskSet.empty(new ImageSize(11, 10))));
            assertEquals("the masks are of 10×11 pixels, the image has 11×10", e.getMessage());
        }
    }

    /** Gives the masks' channel as the image, and needs a square that a white image lies in the middle of. */
    private static Tensor masksOfCentred(Tensor input) {
        int height = input.dim(1);
        assertEquals(height, input.dim(2));
        assertEquals(0, input.get(0, 0, 0));
        assertEquals(1, input.get(0, height / 2, height / 2));
        return Tensor.create(
                values -> {
                    for (int channel = 0; channel < 3; channel++) {
                        values.put(input.slice(3, 4).data());
                    }
                },
                3,
                height,
                height);
    }

    @Test
    void imageAndMasksLieInTheMiddleOfASquareWhereTheNetworkWasMadeForThat() {
        ModelInfo info = ModelInfo.builder("net")
                .inputChannels(4)
                .sizeMultiple(8)
                .placement(ModelInfo.Placement.CENTER)
                .square(true)
                .build();
        StubModel network = new StubModel(info, FIRST_MASK, SamDeblurTest::masksOfCentred);
        byte[] white = new byte[3 * 5 * 11];
        Arrays.fill(white, (byte) 255);
        Mask wide = Mask.ofRuns(new ImageSize(5, 11), 3, 20, 7, 2);
        Mask overlapping = Mask.ofRuns(new ImageSize(5, 11), 4, 2);
        for (List<Mask> masks : List.of(List.of(wide), List.of(wide, overlapping))) {
            try (SamDeblur deblur = with(network).build()) {
                Tensor output = deblur.deblur(
                                Image.ofRgb(new ImageSize(5, 11), white), MaskSet.of(new ImageSize(5, 11), masks))
                        .networkOutput();
                boolean[] inside = wide.toDense();
                for (int y = 0; y < 5; y++) {
                    for (int x = 0; x < 11; x++) {
                        assertEquals(inside[11 * y + x] ? 1 : 0, output.get(2, y, x));
                    }
                }
            }
        }
    }

    @Test
    void aSegmenterThatReturnsNullIsRefused() {
        StubModel network = StubModel.of(4, 1, input -> input.slice(0, 3)).guidedBy(MASK_COUNT);
        try (SamDeblur deblur =
                with(network).segmenter((image, progress) -> null).build()) {
            assertThrows(InvalidMaskException.class, () -> deblur.deblur(noise(8, 8)));
        }
    }

    @Test
    void imagesBelowTheSmallestFilterAreRefused() {
        try (SamDeblur deblur =
                with(StubModel.of(3, 1, SamDeblurTest::negative)).build()) {
            assertThrows(InvalidImageException.class, () -> deblur.deblur(noise(1, 1)));
            assertEquals(new ImageSize(3, 3), deblur.deblur(noise(3, 3)).image().size());
        }
    }

    @Test
    void aNetworkWhoseChannelsNothingMakesIsRefusedForImagesButRestoresTensors() {
        try (SamDeblur deblur =
                with(StubModel.of(5, 1, input -> input.slice(0, 3))).build()) {
            assertTrue(assertThrows(InvalidModelException.class, () -> deblur.deblur(noise(8, 8)))
                    .getMessage()
                    .contains("takes 5 channels, an image and its masks give 3"));
            Tensor input = Tensor.concat(noise(8, 8).toTensor(), Tensor.zeros(2, 8, 8));
            assertEquals(noise(8, 8).toTensor(), deblur.restore(input, Progress.NONE));
            assertThrows(InvalidModelException.class, () -> deblur.restore(Tensor.zeros(3, 8, 8), Progress.NONE));
        }
    }

    @Test
    void aNetworkThatChangesTheSizeIsRefused() {
        try (SamDeblur deblur =
                with(StubModel.of(3, 1, input -> Tensor.zeros(3, 2, 2))).build()) {
            assertThrows(InvalidModelException.class, () -> deblur.deblur(noise(8, 8)));
        }
    }

    @Test
    void valuesThatAreNoNumbersAreReportedInsteadOfPainted() {
        try (SamDeblur deblur = with(StubModel.of(3, 1, input -> map(input, value -> Float.NaN)))
                .build()) {
            assertTrue(assertThrows(InvalidModelException.class, () -> deblur.deblur(noise(8, 8)))
                    .getMessage()
                    .contains("returned NaN"));
        }
    }

    @Test
    void progressHearsOfEveryTileAndMayCancel() {
        List<Long> tiles = new ArrayList<>();
        StubModel network = StubModel.of(3, 1, SamDeblurTest::negative);
        try (SamDeblur deblur = with(network).tiling(Tiling.of(10, 2)).build()) {
            deblur.deblur(noise(10, 26), (stage, done, total) -> {
                if (stage == Stage.NETWORK) {
                    tiles.add(done);
                }
                return true;
            });
            assertEquals(List.of(0L, 1L, 2L, 3L), tiles);
            assertThrows(
                    CancelledException.class,
                    () -> deblur.deblur(noise(10, 26), (stage, done, total) -> stage != Stage.NETWORK || done < 2));
        }
    }

    @Test
    void aClosedOneRefusesWorkAndClosingAgainDoesNothing() {
        SamDeblur deblur = with(StubModel.of(3, 1, SamDeblurTest::negative)).build();
        deblur.close();
        deblur.close();

        assertThrows(IllegalStateException.class, () -> deblur.deblur(noise(8, 8)));
        assertThrows(IllegalStateException.class, () -> deblur.restore(Tensor.zeros(3, 8, 8), Progress.NONE));
    }

    @Test
    void closingWaitsForWorkUnderWay() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch mayFinish = new CountDownLatch(1);
        SamDeblur deblur = StubModel.waiting(running, mayFinish).open();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<DeblurResult> work = threads.submit(() -> deblur.deblur(noise(8, 8)));
            running.await();
            Future<?> closing = threads.submit(deblur::close);
            assertThrows(TimeoutException.class, () -> closing.get(50, TimeUnit.MILLISECONDS));
            mayFinish.countDown();
            assertEquals(
                    new ImageSize(8, 8), work.get(10, TimeUnit.SECONDS).image().size());
            closing.get(10, TimeUnit.SECONDS);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void workThatClosesItsOwnSamDeblurIsToldSoInsteadOfWaitingForItself() {
        SamDeblur deblur = with(StubModel.of(3, 1, SamDeblurTest::negative)).build();
        Progress closing = (stage, done, total) -> {
            deblur.close();
            return true;
        };

        IllegalStateException refusal = assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThrows(IllegalStateException.class, () -> deblur.deblur(noise(8, 8), closing)));

        assertTrue(refusal.getMessage().contains("closed by its own work"));
        assertEquals(new ImageSize(8, 8), deblur.deblur(noise(8, 8)).image().size());
        deblur.close();
    }

    @Test
    void aNetworkThatTakesNoMasksIsNotSaidToBeGuidedByAny() {
        try (SamDeblur deblur =
                with(StubModel.of(3, 1, SamDeblurTest::negative)).build()) {
            MaskSet given = MaskSet.of(new ImageSize(8, 8), List.of(Mask.ofRuns(new ImageSize(8, 8), 0, 5)));

            assertEquals(
                    MaskSet.empty(new ImageSize(8, 8)),
                    deblur.deblur(noise(8, 8), given).masks());
        }
    }

    /** Channels of another number than announced. */
    private static StubModel.Guidance mistaken(int channels, int made) {
        return new StubModel.Guidance(channels, (image, masks) -> Tensor.zeros(made, image.dim(1), image.dim(2)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aGuidanceThatMakesOtherChannelsThanItSaidIsRefused(int made) {
        StubModel network = StubModel.of(5, 1, SamDeblurTest::negative).guidedBy(mistaken(2, made));
        try (SamDeblur deblur = with(network).segmenter(Segmenter.none()).build()) {
            assertEquals(
                    "the guidance returned Tensor[" + made + ", 8, 8], its network takes [2, 8, 8]",
                    assertThrows(InvalidModelException.class, () -> deblur.deblur(noise(8, 8)))
                            .getMessage());
        }
    }

    @Test
    void anInputBeyondWhatABufferHoldsIsRefusedBeforeMasksAreSought() {
        int channels = 100_000_000;
        StubModel network =
                StubModel.of(3 + channels, 1, SamDeblurTest::negative).guidedBy(mistaken(channels, 0));
        Segmenter unwanted = (image, progress) -> {
            throw new AssertionError("the segmenter was asked");
        };
        try (SamDeblur deblur = with(network).segmenter(unwanted).build()) {
            assertTrue(assertThrows(InvalidImageException.class, () -> deblur.deblur(noise(3, 3)))
                    .getMessage()
                    .startsWith("an image of 3×3 pixels is too large for the 100000003 channels of network 'stub'"));
        }
    }

    @Test
    void timesComeInTheOrderOfTheStages() {
        try (SamDeblur deblur =
                with(StubModel.of(3, 1, SamDeblurTest::negative)).build()) {
            assertEquals(
                    List.of(Stage.values()),
                    List.copyOf(deblur.deblur(noise(8, 8)).times().keySet()));
        }
    }

    @Test
    void manyThreadsGetTheSameResult() throws Exception {
        try (SamDeblur deblur = with(StubModel.of(3, 8, SamDeblurTest::negative))
                .tiling(Tiling.of(24, 4))
                .build()) {
            Tensor expected = deblur.deblur(noise(50, 60)).networkOutput();
            ExecutorService threads = Executors.newFixedThreadPool(8);
            try {
                List<Future<DeblurResult>> results = new ArrayList<>();
                for (int i = 0; i < 64; i++) {
                    results.add(threads.submit(() -> deblur.deblur(noise(50, 60))));
                }
                for (Future<DeblurResult> result : results) {
                    assertEquals(expected, result.get().networkOutput());
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }
}
