package org.samdeblur.training.data;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.Grouping;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Progress;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.Tensor;
import org.samdeblur.evaluation.data.PairedImages;
import org.samdeblur.map.files.MaskFiles;

class PairedSamplesTest {
    private static final int SIDE = 8;

    @TempDir
    private Path root;

    @BeforeEach
    void onePair() throws IOException {
        TestData.write(TestData.places(100), root.resolve("input/scene/1.png"));
        TestData.write(TestData.places(200), root.resolve("target/scene/1.png"));
    }

    private PairedSamples withMasks(MaskSet masks, String suffix) throws IOException {
        Path folder = Files.createDirectories(root.resolve("grouped_masks/scene"));
        MaskFiles.write(folder.resolve("1." + suffix), masks);
        return PairedSamples.in(root);
    }

    private static String messageOf(Runnable action) {
        return assertThrows(SamDeblurException.class, action::run).getMessage();
    }

    @Test
    void inputTargetAndDisjointMasksHaveTheSameBoxAndOrientation() throws IOException {
        PairedSamples samples = withMasks(TestData.disjoint(), "npz");

        for (int seed = 0; seed < 50; seed++) {
            Sample sample = samples.sample(0, SIDE, seed);
            int[] labels = sample.masks().labels().orElseThrow().toArray();
            for (int i = 0; i < SIDE * SIDE; i++) {
                int x = TestData.step(sample.input().get(0, i / SIDE, i % SIDE));
                int y = TestData.step(sample.input().get(1, i / SIDE, i % SIDE));
                assertEquals(x, TestData.step(sample.target().get(0, i / SIDE, i % SIDE)));
                assertEquals(y, TestData.step(sample.target().get(1, i / SIDE, i % SIDE)));
                assertEquals(TestData.labelAt(x, y), labels[i]);
            }
            assertEquals(100, TestData.step(sample.input().get(2, 0, 0)));
            assertEquals(200, TestData.step(sample.target().get(2, 0, 0)));
        }
    }

    @Test
    void overlappingMasksHaveTheSameBoxAndOrientationAndKeepTheirOrder() throws IOException {
        PairedSamples samples = withMasks(TestData.overlapping(), "npz");

        for (int seed = 0; seed < 50; seed++) {
            Sample sample = samples.sample(0, SIDE, seed);
            for (int mask = 0; mask < 3; mask++) {
                boolean[] inside = sample.masks().masks().get(mask).toDense();
                for (int i = 0; i < SIDE * SIDE; i++) {
                    int x = TestData.step(sample.input().get(0, i / SIDE, i % SIDE));
                    int y = TestData.step(sample.input().get(1, i / SIDE, i % SIDE));
                    assertEquals(TestData.isInside(mask, x, y), inside[i]);
                }
            }
        }
    }

    /** What the CAT baseline is trained with: the codes of the whole image, not ones counted anew. */
    @Test
    void greyCodesAreThoseOfTheWholeImage() throws IOException {
        int[] codes = TestData.labels((x, y) -> x < 15 ? 4 : 250 - y / 10);
        PairedSamples samples =
                withMasks(MaskSet.ofGreyCodes(new ImageSize(TestData.HEIGHT, TestData.WIDTH), codes), "png");

        for (int seed = 0; seed < 50; seed++) {
            Sample sample = samples.sample(0, SIDE, seed);
            int[] labels = sample.masks().labels().orElseThrow().toArray();
            for (int i = 0; i < SIDE * SIDE; i++) {
                int x = TestData.step(sample.input().get(0, i / SIDE, i % SIDE));
                int y = TestData.step(sample.input().get(1, i / SIDE, i % SIDE));
                assertEquals(
                        codes[y * TestData.WIDTH + x],
                        sample.masks().greyCode(labels[i]).getAsInt());
            }
        }
    }

    @Test
    void patchesComeFromEverywhereInAllEightOrientations() {
        PairedSamples samples = PairedSamples.in(root);
        Set<List<Integer>> orientations = new HashSet<>();
        Set<Integer> columns = new HashSet<>();
        Set<Integer> rows = new HashSet<>();

        for (int seed = 0; seed < 500; seed++) {
            Tensor input = samples.sample(0, SIDE, seed).input();
            int left = TestData.step(input.get(0, 0, 0));
            int top = TestData.step(input.get(1, 0, 0));
            columns.add(left);
            rows.add(top);
            orientations.add(List.of(
                    TestData.step(input.get(0, 0, 1)) - left,
                    TestData.step(input.get(1, 0, 1)) - top,
                    TestData.step(input.get(0, 1, 0)) - left,
                    TestData.step(input.get(1, 1, 0)) - top));
        }

        assertEquals(8, orientations.size());
        assertEquals(IntStream.range(0, TestData.WIDTH).boxed().collect(toSet()), columns);
        assertEquals(IntStream.range(0, TestData.HEIGHT).boxed().collect(toSet()), rows);
    }

    @Test
    void theSameSeedGivesTheSamePatch() throws IOException {
        Sample sample = withMasks(TestData.disjoint(), "npz").sample(0, SIDE, 42);

        assertEquals(sample, PairedSamples.in(root).sample(0, SIDE, 42));
    }

    @Test
    void aWholeImageIsNotReoriented() throws IOException {
        Sample whole = withMasks(TestData.disjoint(), "npz").whole(0, 3);

        assertEquals(TestData.places(100).toTensor(), whole.input());
        assertEquals(TestData.places(200).toTensor(), whole.target());
        assertEquals(TestData.disjoint(), whole.masks());
    }

    @Test
    void withoutMasksSetsAreEmpty() {
        assertEquals(
                MaskSet.empty(new ImageSize(SIDE, SIDE)),
                PairedSamples.in(root).sample(0, SIDE, 1).masks());
    }

    @Test
    void missingMasksAreMadeBesideTheInputs() {
        MissingMasks missing =
                new MissingMasks(UnaryOperator.identity(), (image, progress) -> TestData.disjoint(), Grouping.NONE);

        Sample whole = PairedSamples.in(root, missing, Progress.NONE).whole(0, 1);

        assertEquals(TestData.disjoint(), whole.masks());
        assertEquals(TestData.disjoint(), MaskFiles.read(root.resolve("grouped_masks/scene/1.npz")));
    }

    @Test
    void masksMayBeLeftOut() throws IOException {
        withMasks(TestData.disjoint(), "npz");

        assertEquals(
                MaskSet.empty(new ImageSize(SIDE, SIDE)),
                PairedSamples.withoutMasks(root).sample(0, SIDE, 1).masks());
    }

    @Test
    void theTrainingPartOfAPublishedDataSetIsFound() throws IOException {
        TestData.write(TestData.places(1), root.resolve("GoPro/train/input/1.png"));
        TestData.write(TestData.places(2), root.resolve("GoPro/train/target/1.png"));

        assertEquals(1, PairedSamples.in(root.resolve("GoPro")).size());
    }

    @Test
    void theWholeImageIsTheLargestPatch() throws IOException {
        Path file = TestData.write(TestData.places(8, 8, 0), root.resolve("squares/input/1.png"));
        TestData.write(TestData.places(8, 8, 0), root.resolve("squares/target/1.png"));
        PairedSamples samples = PairedSamples.in(root.resolve("squares"));

        samples.requireRoomFor(8);
        assertThrows(SamDeblurException.class, () -> samples.requireRoomFor(9));
        assertArrayEquals(new int[] {3, 8, 8}, samples.sample(0, 8, 1).input().shape());
        assertEquals(
                file + " has 8×8 pixels, less than a patch of 9×9; take smaller patches, or leave it out",
                messageOf(() -> samples.sample(0, 9, 1)));
    }

    @Test
    void aTargetOfAnotherSizeIsNamedAtOnce() throws IOException {
        Path target = TestData.write(TestData.places(20, 30, 0), root.resolve("target/scene/1.png"));
        PairedSamples samples = PairedSamples.in(root);
        String message = root.resolve("input/scene/1.png") + " has 30×21 pixels, and " + target
                + " 30×20; the images of a pair must have the same size";

        assertEquals(message, messageOf(() -> samples.requireRoomFor(SIDE)));
        assertEquals(message, messageOf(samples::requireRoomForSsim));
    }

    @Test
    void aDamagedTargetIsNamedAtOnce() throws IOException {
        Path damaged = Files.write(root.resolve("target/scene/1.png"), new byte[] {1, 2, 3});
        PairedSamples samples = PairedSamples.in(root);

        assertTrue(messageOf(() -> samples.requireRoomFor(SIDE)).contains(damaged.toString()));
    }

    @Test
    void exifOrientationIsAppliedBeforeSizesAreCompared() throws IOException {
        Path turned = root.resolve("turned");
        Path input = TestData.write(TestData.places(40, 30, 0), turned.resolve("input/1.jpg"));
        Files.write(input, withExifTurn(Files.readAllBytes(input)));
        TestData.write(TestData.places(30, 40, 0), turned.resolve("target/1.png"));

        PairedSamples.in(turned).requireRoomFor(SIDE);
    }

    /** Puts an EXIF block that turns the image by 90 degrees behind the start of a JPEG file. */
    private static byte[] withExifTurn(byte[] jpeg) {
        byte[] exif = HexFormat.of()
                .parseHex("ffe10022" + "457869660000" + "4d4d002a00000008" + "0001" + "0112000300000001" + "00060000"
                        + "00000000");
        ByteArrayOutputStream turned = new ByteArrayOutputStream();
        turned.write(jpeg, 0, 2);
        turned.writeBytes(exif);
        turned.write(jpeg, 2, jpeg.length - 2);
        return turned.toByteArray();
    }

    @Test
    void validationImagesAreAtLeastAsLargeAsTheWindowOfSsim() throws IOException {
        Path small = TestData.write(TestData.places(10, 40, 0), root.resolve("small/input/1.png"));
        TestData.write(TestData.places(10, 40, 0), root.resolve("small/target/1.png"));

        PairedSamples.in(root).requireRoomForSsim();
        assertTrue(messageOf(() -> PairedSamples.in(root.resolve("small")).requireRoomForSsim())
                .startsWith(small + " has 40×10 pixels, less than the 11×11"));
    }

    @Test
    void anInputWithoutATargetIsNamed() throws IOException {
        Path alone = TestData.write(TestData.places(1), root.resolve("input/2.png"));

        assertTrue(messageOf(() -> PairedSamples.in(root)).startsWith("no target of " + alone), "names the file");
    }

    @Test
    void anInputWithoutMasksIsNamed() throws IOException {
        Path alone = root.resolve("input/scene/2.png");
        TestData.write(TestData.places(200), root.resolve("target/scene/2.png"));

        withMasks(TestData.disjoint(), "npz");
        TestData.write(TestData.places(100), alone);

        assertEquals(
                "no masks of " + alone + ": there is no scene/2.* in " + root.resolve("grouped_masks"),
                messageOf(() -> PairedSamples.in(root)));
    }

    @Test
    void masksOfAnotherSizeAreNamed() throws IOException {
        PairedSamples samples = withMasks(MaskSet.empty(new ImageSize(4, 5)), "npz");

        assertEquals(
                root.resolve("grouped_masks/scene/1.npz") + " has masks of 5×4 pixels for an image of 30×21",
                messageOf(() -> samples.sample(0, SIDE, 1)));
    }

    @Test
    void damagedImagesAreNamed() throws IOException {
        Path damaged = Files.write(root.resolve("input/scene/1.png"), new byte[] {1, 2, 3});
        PairedSamples samples = PairedSamples.in(root);

        assertTrue(messageOf(() -> samples.sample(0, SIDE, 1)).contains(damaged.toString()));
    }

    @Test
    void aFolderWithoutPairsIsRefused() {
        assertTrue(messageOf(() -> PairedSamples.in(root.resolve("input"))).contains("holds no pairs"));
        assertTrue(messageOf(() -> PairedSamples.of(new PairedImages("none", root, List.of(), List.of(), 0, List.of())))
                .contains("there are no pairs in " + root));
    }
}
