package org.samdeblur.training.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.Tensor;
import org.samdeblur.evaluation.blur.BlurSettings;
import org.samdeblur.evaluation.blur.Exposure;
import org.samdeblur.evaluation.blur.MotionBlur;
import org.samdeblur.evaluation.blur.Response;
import org.samdeblur.evaluation.blur.SceneMotion;
import org.samdeblur.evaluation.blur.Trajectories;
import org.samdeblur.map.files.MaskFiles;

class SharpSamplesTest {
    private static final int SIDE = 8;
    private static final BlurSettings NONE = new BlurSettings(
            new Trajectories(0, 0, 1, 0), new SceneMotion(1, 0, 0), new Exposure(1, Response.USUAL, 0));
    private static final BlurSettings SOME = new BlurSettings(
            new Trajectories(3, 6, 1, 0), new SceneMotion(0, 1, 0), new Exposure(1, Response.USUAL, 0.01));

    @TempDir
    private Path root;

    private Path images;
    private Path masks;

    @BeforeEach
    void oneImage() throws IOException {
        images = root.resolve("sharp");
        masks = Files.createDirectories(root.resolve("masks"));
        TestData.write(TestData.places(100), images.resolve("1.png"));
        MaskFiles.write(masks.resolve("1.npz"), TestData.disjoint());
    }

    @Test
    void imageAndMasksHaveTheSameBoxAndOrientation() {
        SharpSamples samples = SharpSamples.in(images, masks, NONE, Scales.NONE);

        for (int seed = 0; seed < 50; seed++) {
            Sample sample = samples.sample(0, SIDE, seed);
            int[] labels = sample.masks().labels().orElseThrow().toArray();
            for (int i = 0; i < SIDE * SIDE; i++) {
                int x = TestData.step(sample.target().get(0, i / SIDE, i % SIDE));
                int y = TestData.step(sample.target().get(1, i / SIDE, i % SIDE));
                assertEquals(TestData.labelAt(x, y), labels[i]);
            }
        }
    }

    @Test
    void withoutBlurTheInputIsTheTarget() {
        Sample sample = SharpSamples.in(images, NONE, Scales.NONE).sample(0, SIDE, 3);

        assertArrayEquals(sample.target().toArray(), sample.input().toArray(), 1e-7f);
    }

    @Test
    void blurChangesTheInputAlone() {
        Sample sharp = SharpSamples.in(images, masks, NONE, Scales.NONE).sample(0, SIDE, 3);
        Sample blurred = SharpSamples.in(images, masks, SOME, Scales.NONE).sample(0, SIDE, 3);

        assertEquals(sharp.target(), blurred.target());
        assertEquals(sharp.masks(), blurred.masks());
        assertNotEquals(sharp.input(), blurred.input());
    }

    /** A network never sees anything finer, since it is given files. */
    @Test
    void inputsAreOfEightBits() {
        for (float value : SharpSamples.in(images, masks, SOME, Scales.NONE)
                .sample(0, SIDE, 5)
                .input()
                .toArray()) {
            assertEquals(TestData.step(value) / 255f, value);
        }
    }

    @Test
    void theSameSeedGivesTheSamePatchAndAnotherAnother() {
        SharpSamples samples = SharpSamples.in(images, masks, SOME, Scales.NONE);

        assertEquals(samples.sample(0, SIDE, 7), samples.sample(0, SIDE, 7));
        assertNotEquals(samples.sample(0, SIDE, 7), samples.sample(0, SIDE, 8));
    }

    @Test
    void theSeedDeterminesTheBlurOfAWholeImage() {
        SharpSamples samples = SharpSamples.in(images, masks, SOME, Scales.NONE);

        Sample whole = samples.whole(0, 3);

        assertEquals(TestData.places(100).toTensor(), whole.target());
        assertEquals(
                new MotionBlur(SOME)
                        .blur(TestData.places(100), TestData.disjoint(), 3)
                        .toTensor(),
                whole.input());
        assertEquals(TestData.disjoint(), whole.masks());
    }

    /** Columns and rows count the pixels of the image, so that neighbours in an enlarged patch are nearly equal. */
    @Test
    void imagesAreEnlargedWithTheirMasks() {
        SharpSamples samples = SharpSamples.in(images, masks, NONE, new Scales(2, 2));

        for (int seed = 0; seed < 50; seed++) {
            Sample sample = samples.sample(0, SIDE, seed);
            assertEquals(SIDE / 2, spread(sample.target(), 0), 1);
            assertEquals(SIDE / 2, spread(sample.target(), 1), 1);
            assertMasksGoWithPlaces(sample);
        }
    }

    @Test
    void imagesAreReducedWithTheirMasks() {
        SharpSamples samples = SharpSamples.in(images, masks, NONE, new Scales(0.5, 0.5));

        for (int seed = 0; seed < 50; seed++) {
            Sample sample = samples.sample(0, SIDE, seed);
            assertEquals(2 * SIDE - 2, spread(sample.target(), 0), 1);
            assertEquals(2 * SIDE - 2, spread(sample.target(), 1), 1);
            assertMasksGoWithPlaces(sample);
        }
    }

    @Test
    void patchesOfAnyScaleAreOfTheSideAskedFor() {
        SharpSamples samples = SharpSamples.in(images, masks, SOME, new Scales(0.4, 3));

        for (int seed = 0; seed < 200; seed++) {
            Sample sample = samples.sample(0, SIDE, seed);
            assertArrayEquals(new int[] {3, SIDE, SIDE}, sample.input().shape());
            assertArrayEquals(new int[] {3, SIDE, SIDE}, sample.target().shape());
            assertEquals(SIDE, sample.masks().height());
            assertEquals(SIDE, sample.masks().width());
        }
    }

    /** What a photograph of light became darker or brighter by is there after it is reduced. */
    @Test
    void reducedImagesAreAlwaysBlurredInLinearLight() {
        BlurSettings stored =
                new BlurSettings(SOME.trajectories(), SOME.scene(), new Exposure(0, Response.USUAL, 0.01));

        Sample asTheyAre = SharpSamples.in(images, masks, stored, Scales.NONE).sample(0, SIDE, 4);
        Sample inLight = SharpSamples.in(images, masks, SOME, Scales.NONE).sample(0, SIDE, 4);
        Scales half = new Scales(0.5, 0.5);

        assertNotEquals(asTheyAre.input(), inLight.input());
        assertEquals(
                SharpSamples.in(images, masks, SOME, half).sample(0, SIDE, 4),
                SharpSamples.in(images, masks, stored, half).sample(0, SIDE, 4));
    }

    private static int spread(Tensor image, int channel) {
        int least = 255;
        int most = 0;
        for (int i = 0; i < SIDE * SIDE; i++) {
            int step = TestData.step(image.get(channel, i / SIDE, i % SIDE));
            least = Math.min(least, step);
            most = Math.max(most, step);
        }
        return most - least;
    }

    /** Scaled places and the nearest mask may differ by a pixel at the masks' edges. */
    private static void assertMasksGoWithPlaces(Sample sample) {
        int[] labels = sample.masks().labels().orElseThrow().toArray();
        for (int i = 0; i < SIDE * SIDE; i++) {
            int x = TestData.step(sample.target().get(0, i / SIDE, i % SIDE));
            int y = TestData.step(sample.target().get(1, i / SIDE, i % SIDE));
            Set<Integer> near = new HashSet<>();
            for (int dy = -1; dy <= 1; dy++) {
                for (int dx = -1; dx <= 1; dx++) {
                    near.add(TestData.labelAt(x + dx, y + dy));
                }
            }
            assertTrue(near.contains(labels[i]), "label " + labels[i] + " at " + x + ", " + y + ": " + near);
        }
    }

    @Test
    void withoutMasksSetsAreEmpty() {
        assertEquals(
                MaskSet.empty(new ImageSize(SIDE, SIDE)),
                SharpSamples.in(images, SOME, Scales.NONE).sample(0, SIDE, 1).masks());
    }

    @Test
    void anImageWithoutMasksIsNamed() throws IOException {
        TestData.write(TestData.places(1), images.resolve("scene/2.png"));

        SamDeblurException e =
                assertThrows(SamDeblurException.class, () -> SharpSamples.in(images, masks, SOME, Scales.NONE));

        assertEquals("there is no scene/2.* in " + masks, e.getMessage());
    }

    /** Of a damaged file nothing is known yet; whoever reads it says so. */
    @Test
    void imagesSmallerThanAPatchAreFoundWithoutReadingThem() throws IOException {
        Path small = TestData.write(TestData.places(9, 7, 0), images.resolve("2.png"));
        Files.writeString(images.resolve("3.png"), "no image");
        SharpSamples samples = SharpSamples.in(images, NONE, Scales.NONE);

        samples.requireRoomFor(7);
        SamDeblurException e = assertThrows(SamDeblurException.class, () -> samples.requireRoomFor(8));

        assertTrue(e.getMessage().startsWith(small.toString()), e.getMessage());
    }

    @Test
    void imagesSmallerThanTheWindowOfSsimAreFoundWithoutReadingThem() throws IOException {
        SharpSamples samples = SharpSamples.in(images, NONE, Scales.NONE);
        samples.requireRoomForSsim();
        Path small = TestData.write(TestData.places(10, 30, 0), images.resolve("2.png"));
        SharpSamples withSmall = SharpSamples.in(images, NONE, Scales.NONE);

        SamDeblurException e = assertThrows(SamDeblurException.class, withSmall::requireRoomForSsim);

        assertTrue(e.getMessage().startsWith(small.toString()), e.getMessage());
    }

    @Test
    void imagesThatAreReducedHaveToBeLarger() {
        SharpSamples samples = SharpSamples.in(images, NONE, new Scales(0.5, 1));

        samples.requireRoomFor(10);
        SamDeblurException e = assertThrows(SamDeblurException.class, () -> samples.requireRoomFor(11));

        assertTrue(e.getMessage().contains("less than the 22×22 that are reduced to a patch of 11×11"), e.getMessage());
    }

    @Test
    void imagesThatAreEnlargedMayBeSmaller() {
        SharpSamples samples = SharpSamples.in(images, NONE, new Scales(2, 2));

        assertEquals(30, samples.sample(0, 30, 1).target().dim(1));
        assertThrows(SamDeblurException.class, () -> samples.sample(0, 60, 1));
    }

    @Test
    void aFolderWithoutImagesIsRefused() {
        assertThrows(SamDeblurException.class, () -> SharpSamples.in(masks, SOME, Scales.NONE));
    }
}
