package org.samdeblur.backend.djl.training.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.evaluation.blur.BlurSettings;
import org.samdeblur.evaluation.blur.MotionBlur;
import org.samdeblur.map.files.MaskFiles;

class SharpSamplesTest {
    private static final int SIDE = 8;
    private static final MotionBlur NONE = new MotionBlur(new BlurSettings(0, 0, 1, 0, 0, 1, 0));
    private static final MotionBlur SOME = new MotionBlur(new BlurSettings(3, 6, 0, 1, 0, 1, 0.01));

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
    void imageAndMasksAreCutAndLaidAlike() {
        SharpSamples samples = SharpSamples.in(images, Optional.of(masks), NONE);

        for (int seed = 0; seed < 50; seed++) {
            Sample sample = samples.sample(0, SIDE, seed);
            int[] labels = sample.masks().labels().orElseThrow();
            for (int i = 0; i < SIDE * SIDE; i++) {
                int x = TestData.step(sample.target().get(0, i / SIDE, i % SIDE));
                int y = TestData.step(sample.target().get(1, i / SIDE, i % SIDE));
                assertEquals(TestData.labelAt(x, y), labels[i]);
            }
        }
    }

    @Test
    void withoutBlurTheInputIsTheTarget() {
        Sample sample = SharpSamples.in(images, Optional.empty(), NONE).sample(0, SIDE, 3);

        assertArrayEquals(sample.target().toArray(), sample.input().toArray(), 1e-7f);
    }

    @Test
    void blurChangesTheInputAlone() {
        Sample sharp = SharpSamples.in(images, Optional.of(masks), NONE).sample(0, SIDE, 3);
        Sample blurred = SharpSamples.in(images, Optional.of(masks), SOME).sample(0, SIDE, 3);

        assertEquals(sharp.target(), blurred.target());
        assertEquals(sharp.masks(), blurred.masks());
        assertNotEquals(sharp.input(), blurred.input());
    }

    /** A network never sees anything finer, since it is given files. */
    @Test
    void inputsAreOfEightBits() {
        for (float value : SharpSamples.in(images, Optional.of(masks), SOME)
                .sample(0, SIDE, 5)
                .input()
                .toArray()) {
            assertEquals(TestData.step(value) / 255f, value);
        }
    }

    @Test
    void theSameSeedGivesTheSamePatchAndAnotherAnother() {
        SharpSamples samples = SharpSamples.in(images, Optional.of(masks), SOME);

        assertEquals(samples.sample(0, SIDE, 7), samples.sample(0, SIDE, 7));
        assertNotEquals(samples.sample(0, SIDE, 7), samples.sample(0, SIDE, 8));
    }

    @Test
    void aWholeImageIsBlurredFromTheSeed() {
        SharpSamples samples = SharpSamples.in(images, Optional.of(masks), SOME);

        Sample whole = samples.whole(0, 3);

        assertEquals(TestData.places(100).toTensor(), whole.target());
        assertEquals(SOME.blur(TestData.places(100), TestData.disjoint(), 3).toTensor(), whole.input());
        assertEquals(TestData.disjoint(), whole.masks());
    }

    @Test
    void withoutMasksSetsAreEmpty() {
        assertEquals(
                MaskSet.empty(SIDE, SIDE),
                SharpSamples.in(images, Optional.empty(), SOME)
                        .sample(0, SIDE, 1)
                        .masks());
    }

    @Test
    void anImageWithoutMasksIsNamed() throws IOException {
        TestData.write(TestData.places(1), images.resolve("scene/2.png"));

        SamDeblurException e =
                assertThrows(SamDeblurException.class, () -> SharpSamples.in(images, Optional.of(masks), SOME));

        assertEquals("there is no scene/2.* in " + masks, e.getMessage());
    }

    /** Of a damaged file nothing is known yet; whoever reads it says so. */
    @Test
    void imagesSmallerThanAPatchAreFoundWithoutReadingThem() throws IOException {
        Path small = TestData.write(TestData.places(9, 7, 0), images.resolve("2.png"));
        Files.writeString(images.resolve("3.png"), "no image");
        SharpSamples samples = SharpSamples.in(images, Optional.empty(), NONE);

        samples.requireRoomFor(7);
        SamDeblurException e = assertThrows(SamDeblurException.class, () -> samples.requireRoomFor(8));

        assertTrue(e.getMessage().startsWith(small.toString()), e.getMessage());
    }

    @Test
    void aFolderWithoutImagesIsRefused() {
        assertThrows(SamDeblurException.class, () -> SharpSamples.in(masks, Optional.empty(), SOME));
    }
}
