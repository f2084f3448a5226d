package org.samdeblur.training.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.evaluation.blur.Exposure;
import org.samdeblur.evaluation.blur.Response;
import org.samdeblur.map.files.MaskFiles;

/** Two films of frames whose blue tells their number, and whose red and green tell where a patch comes from. */
class FrameSamplesTest {
    private static final int SIDE = 8;
    private static final int FRAMES = 9;
    private static final int BLUE = 2;
    private static final Exposure STORED = new Exposure(0, Response.USUAL, 0);
    private static final Exposure LIGHT = new Exposure(1, Response.USUAL, 0);

    @TempDir
    private Path root;

    private Path films;

    @BeforeEach
    void films() throws IOException {
        films = root.resolve("films");
        for (int i = 0; i < FRAMES; i++) {
            // the second film is 100 brighter, and grows brighter by 10 from frame to frame
            TestData.write(TestData.places(10 * i), films.resolve("a/" + i + ".png"));
            TestData.write(TestData.places(100 + 10 * i), films.resolve("b/" + i + ".png"));
        }
    }

    private FrameSamples samples(FrameWindows windows, Exposure exposure) {
        return FrameSamples.in(films, windows, exposure);
    }

    private static int step(float sample) {
        return TestData.step(sample);
    }

    /** The blue of the mean of frames in an even row is that of the middle one. */
    @Test
    void theInputIsTheMeanOfAWindowAndTheTargetItsMiddle() {
        FrameSamples samples = samples(new FrameWindows(3, 3, 0), STORED);

        Sample sample = samples.sample(4, SIDE, 1);

        assertEquals(2 * FRAMES, samples.size());
        assertEquals(40, step(sample.target().get(BLUE, 0, 0)));
        assertEquals(40, step(sample.input().get(BLUE, 0, 0)));
        assertEquals(sample.target(), sample.input());
    }

    /** The mean of light is brighter than the mean of stored values. */
    @Test
    void theExposureDeterminesWhetherLightIsAveraged() {
        FrameWindows windows = new FrameWindows(9, 9, 0);

        assertEquals(
                40, step(samples(windows, STORED).sample(4, SIDE, 1).input().get(BLUE, 0, 0)));
        assertTrue(step(samples(windows, LIGHT).sample(4, SIDE, 1).input().get(BLUE, 0, 0)) > 42);
    }

    @Test
    void nearTheEndsOfAFilmFramesCloserToItsMiddleAreUsed() {
        FrameSamples samples = samples(new FrameWindows(5, 5, 0), STORED);

        assertEquals(20, step(samples.sample(0, SIDE, 1).target().get(BLUE, 0, 0)));
        assertEquals(60, step(samples.sample(FRAMES - 1, SIDE, 1).target().get(BLUE, 0, 0)));
        assertEquals(120, step(samples.sample(FRAMES, SIDE, 1).input().get(BLUE, 0, 0)));
    }

    @Test
    void inputAndTargetHaveTheSameBoxAndOrientation() {
        FrameSamples samples = samples(new FrameWindows(3, 7, 0), STORED);

        for (int seed = 0; seed < 20; seed++) {
            Sample sample = samples.sample(seed % FRAMES, SIDE, seed);
            assertEquals(sample.target().slice(0, BLUE), sample.input().slice(0, BLUE));
        }
    }

    /** Red counts columns, green rows: where an image is reduced, the fourth pixel differs from the first by three times the factor. */
    @Test
    void reducedPatchesAreOfTheSameSideAndCoverMore() {
        FrameSamples samples = samples(new FrameWindows(3, 3, 1), STORED);
        boolean[] seen = new boolean[5];
        for (int seed = 0; seed < 30; seed++) {
            Sample sample = samples.sample(4, 4, seed);
            int across = Math.abs(
                    step(sample.target().get(0, 0, 3)) - step(sample.target().get(0, 0, 0)));
            int down = Math.abs(
                    step(sample.target().get(0, 3, 0)) - step(sample.target().get(0, 0, 0)));
            seen[Math.round(Math.max(across, down) / 3f)] = true;
        }

        assertTrue(seen[2] && seen[3] && seen[4]);
        assertTrue(!seen[0] && !seen[1]);
    }

    @Test
    void theSameSeedGivesTheSamePatchAndAnotherAnother() {
        FrameSamples samples = samples(new FrameWindows(3, 7, 0.5), LIGHT);

        assertEquals(samples.sample(3, 4, 7), samples.sample(3, 4, 7));
        assertNotEquals(samples.sample(3, 4, 7), samples.sample(3, 4, 8));
        assertEquals(samples.whole(3, 7), samples.whole(3, 7));
    }

    @Test
    void masksAreThoseOfTheMiddleFrame() throws IOException {
        Path masks = root.resolve("masks");
        for (String film : new String[] {"a", "b"}) {
            Files.createDirectories(masks.resolve(film));
            for (int i = 0; i < FRAMES; i++) {
                MaskFiles.write(
                        masks.resolve(film + "/" + i + ".npz"),
                        i == 4 ? TestData.disjoint() : MaskSet.empty(new ImageSize(TestData.HEIGHT, TestData.WIDTH)));
            }
        }
        FrameSamples samples = FrameSamples.in(films, masks, new FrameWindows(3, 3, 0), STORED);

        int[] labels = samples.sample(4, SIDE, 1).masks().labels().orElseThrow().toArray();
        Sample sample = samples.sample(4, SIDE, 1);
        for (int i = 0; i < SIDE * SIDE; i++) {
            int x = step(sample.target().get(0, i / SIDE, i % SIDE));
            int y = step(sample.target().get(1, i / SIDE, i % SIDE));
            assertEquals(TestData.labelAt(x, y), labels[i]);
        }
        assertEquals(0, samples.sample(2, SIDE, 1).masks().size());
    }

    @Test
    void aFilmShorterThanAWindowIsRefused() {
        SamDeblurException e =
                assertThrows(SamDeblurException.class, () -> samples(new FrameWindows(3, 11, 0), STORED));

        assertTrue(e.getMessage().endsWith("a holds 9 frames, fewer than the 11 of the longest window"), e::getMessage);
    }

    @Test
    void framesTooSmallToBeReducedAreRefused() {
        FrameSamples samples = samples(new FrameWindows(3, 3, 0.1), STORED);

        SamDeblurException e = assertThrows(SamDeblurException.class, () -> samples.requireRoomFor(6));

        assertTrue(e.getMessage().contains("less than the 24×24 that are reduced to a patch of 6×6"), e::getMessage);
    }

    @Test
    void windowsAreOdd() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> new FrameWindows(7, 12, 0));

        assertEquals(
                "windows of frames must be odd numbers up to 999, the shorter one first, not 7 and 12", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new FrameWindows(9, 7, 0));
        assertThrows(IllegalArgumentException.class, () -> new FrameWindows(7, 13, 1.5));
    }
}
