package org.samdeblur.map.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.CancelledException;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Progress;
import org.samdeblur.api.Stage;
import org.samdeblur.map.Golden;
import org.samdeblur.map.files.NpyFiles;

class GraphSegmenterTest {
    /** Coarse steps of colour, so that many edges weigh the same. */
    private static Image mosaic(int height, int width, int step, long seed) {
        Random random = new Random(seed);
        byte[] rgb = new byte[3 * height * width];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (random.nextInt(256 / step) * step);
        }
        return Image.ofRgb(new ImageSize(height, width), rgb);
    }

    private static Image noisyRectangles(int height, int width, int noise, long seed) {
        Random random = new Random(seed);
        byte[] rgb = new byte[3 * height * width];
        for (int rectangle = 0; rectangle < 6; rectangle++) {
            int colour = random.nextInt(256 - noise);
            int bottom = random.nextInt(height) + 1;
            int right = random.nextInt(width) + 1;
            for (int y = random.nextInt(bottom); y < bottom; y++) {
                for (int i = 3 * y * width; i < 3 * (y * width + right); i++) {
                    rgb[i] = (byte) (colour + random.nextInt(noise));
                }
            }
        }
        return Image.ofRgb(new ImageSize(height, width), rgb);
    }

    private static float[][] planes(Image image) {
        return new float[][] {
            image.toTensor().slice(0, 1).toArray(),
            image.toTensor().slice(1, 2).toArray(),
            image.toTensor().slice(2, 3).toArray()
        };
    }

    private static int[] labels(MaskSet masks) {
        return masks.labels().orElseThrow().toArray();
    }

    @Property(tries = 200)
    void agreesWithThePlainFormulationForAnyEdgeCapacity(
            @ForAll @IntRange(min = 1, max = 12) int height,
            @ForAll @IntRange(min = 1, max = 12) int width,
            @ForAll @IntRange(min = 1, max = 128) int step,
            @ForAll @IntRange(min = 1, max = 600) int scale,
            @ForAll @IntRange(min = 1, max = 20) int minimumSize,
            @ForAll @IntRange(min = 1, max = 100) int edgesHeld,
            @ForAll long seed) {
        Image image = mosaic(height, width, step, seed);
        int[] expected = PlainSegmentation.labels(planes(image), height, width, scale / 255.0, minimumSize);

        MaskSet segments = new GraphSegmenter(scale, 0, minimumSize).segment(image, Progress.NONE, edgesHeld);

        assertArrayEquals(expected, labels(segments));
    }

    /** Settings and noise of photographs, in regions of many pixels. */
    @Property(tries = 10)
    void agreesWithThePlainFormulationOnSmoothedImages(
            @ForAll @IntRange(min = 40, max = 64) int height,
            @ForAll @IntRange(min = 40, max = 64) int width,
            @ForAll @IntRange(min = 1, max = 30) int noise,
            @ForAll long seed) {
        Image image = noisyRectangles(height, width, noise, seed);
        float[][] smooth = planes(image);
        for (float[] plane : smooth) {
            new GaussianBlur(0.8).smooth(plane, height, width);
        }

        assertArrayEquals(
                PlainSegmentation.labels(smooth, height, width, 150 / 255.0, 60),
                labels(new GraphSegmenter(150, 0.8, 60).segment(image)));
    }

    @Property(tries = 50)
    void regionsAreLargeEnoughUnlessThereIsOnlyOne(
            @ForAll @IntRange(min = 1, max = 40) int height,
            @ForAll @IntRange(min = 1, max = 40) int width,
            @ForAll @IntRange(min = 1, max = 200) int minimumSize,
            @ForAll long seed) {
        MaskSet segments = new GraphSegmenter(10, 0.8, minimumSize).segment(mosaic(height, width, 1, seed));

        assertTrue(Arrays.stream(labels(segments)).allMatch(label -> label >= 0));
        assertTrue(segments.size() == 1 || segments.masks().stream().allMatch(mask -> mask.area() >= minimumSize));
    }

    @Test
    void twoFlatHalvesAreTwoRegionsNumberedFromTheTopLeft() {
        byte[] rgb = new byte[3 * 20 * 20];
        Arrays.fill(rgb, rgb.length / 2, rgb.length, (byte) 255);

        int[] expected = new int[400];
        Arrays.fill(expected, 200, 400, 1);
        assertArrayEquals(
                expected, labels(new GraphSegmenter(150, 0.8, 60).segment(Image.ofRgb(new ImageSize(20, 20), rgb))));
    }

    @Test
    void onePixelIsOneRegion() {
        assertArrayEquals(
                new int[] {0}, labels(new GraphSegmenter().segment(Image.ofRgb(new ImageSize(1, 1), new byte[3]))));
    }

    /** The label map was made once with scikit-image 0.19.3: {@code felzenszwalb(input, 150, 0.8, 60)}. */
    @Test
    void agreesWithScikitImage() {
        float[] expected = NpyFiles.read(Golden.file("segmentation/scikit_image_felzenszwalb.npy"))
                .toArray();

        MaskSet segments = new GraphSegmenter(150, 0.8, 60).segment(Image.read(Golden.file("nafnet/input.png")));

        int[] actual = labels(segments);
        for (int i = 0; i < actual.length; i++) {
            assertEquals(Math.round(expected[i]), actual[i], "label of pixel " + i);
        }
    }

    @Test
    void reportsProgressUpToTheEnd() {
        List<Long> done = new ArrayList<>();
        new GraphSegmenter().segment(mosaic(30, 30, 1, 1), (stage, finished, total) -> {
            assertEquals(Stage.SEGMENT, stage);
            assertEquals(100, total);
            return done.add(finished);
        });

        assertEquals(done.stream().sorted().toList(), done);
        assertEquals(0, done.get(0));
        assertEquals(100, done.get(done.size() - 1));
    }

    @Test
    void canBeCancelledOnTheWay() {
        Progress untilMerging = (stage, done, total) -> done < 50;

        assertThrows(CancelledException.class, () -> new GraphSegmenter().segment(mosaic(30, 30, 1, 1), untilMerging));
    }

    @Test
    void refusesSettingsOutOfRange() {
        assertThrows(IllegalArgumentException.class, () -> new GraphSegmenter(-1, 0.8, 60));
        assertThrows(IllegalArgumentException.class, () -> new GraphSegmenter(Double.NaN, 0.8, 60));
        assertThrows(IllegalArgumentException.class, () -> new GraphSegmenter(150, -0.1, 60));
        assertThrows(IllegalArgumentException.class, () -> new GraphSegmenter(150, 0.8, 0));
    }
}
