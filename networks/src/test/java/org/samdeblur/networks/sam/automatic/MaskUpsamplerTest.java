package org.samdeblur.networks.sam.automatic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.Box;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.Mask;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.sam.pixels.MaskFrame;

/** Masks read off logits are those of the logits stretched densely. */
class MaskUpsamplerTest {
    /** So far apart the two ways of rounding may be; nearer a threshold than this, a pixel may fall on either side. */
    private static final float ROUNDING = 2e-4f;

    /** Images larger and smaller than the network's input, wide and tall, down to a few pixels. */
    @Property(tries = 300)
    void readsWhatDenseLogitsShow(
            @ForAll @IntRange(min = 1, max = 130) int height,
            @ForAll @IntRange(min = 1, max = 130) int width,
            @ForAll @IntRange(min = 1, max = 6) int embedding,
            @ForAll @IntRange(min = 0, max = 12) int smoothness,
            @ForAll @FloatRange(min = 0, max = 2) float offset,
            @ForAll boolean squashed,
            @ForAll long seed) {
        ImageSize size = new ImageSize(height, width);
        MaskFrame frame = squashed
                ? MaskFrame.squashed(size, 16 * embedding, 4 * embedding)
                : MaskFrame.fitted(size, 16 * embedding, 4 * embedding);
        float[] logits = Logits.random(frame.mask(), smoothness, new Random(seed));
        float[] dense = PublishedUpsampling.stretch(logits, frame);
        MaskUpsampler upsampler = new MaskUpsampler(frame, offset);

        upsampler.load(Tensor.of(logits, frame.mask(), frame.mask()));
        MaskExtent extent = upsampler.extent();
        Mask mask =
                Mask.ofRuns(new ImageSize(height, width), upsampler.runs(new Box(0, 0, width, height), frame.image()));

        assertBetween(count(dense, offset + ROUNDING), extent.intersection(), count(dense, offset - ROUNDING));
        assertBetween(count(dense, -offset + ROUNDING), extent.union(), count(dense, -offset - ROUNDING));
        boolean[] inside = mask.toDense();
        for (int i = 0; i < inside.length; i++) {
            if (Math.abs(dense[i]) > ROUNDING) {
                assertEquals(dense[i] > 0, inside[i], "pixel " + i + " of logit " + dense[i]);
            }
        }
        assertEquals(Corners.around(mask.boundingBox()), extent.box());
    }

    @Property
    void runsOfACropAreThoseOfTheWholeShifted(
            @ForAll @IntRange(max = 9) int x,
            @ForAll @IntRange(max = 9) int y,
            @ForAll @IntRange(max = 9) int beyondRight,
            @ForAll @IntRange(max = 9) int beyondBottom,
            @ForAll long seed) {
        MaskFrame frame = MaskFrame.fitted(new ImageSize(23, 31), 32, 8);
        Tensor logits = Tensor.of(Logits.random(8, 1, new Random(seed)), 8, 8);
        MaskUpsampler upsampler = new MaskUpsampler(frame, 1);
        ImageSize whole = new ImageSize(y + 23 + beyondBottom, x + 31 + beyondRight);
        boolean[] crop = upsampler.read(logits).toDense();

        boolean[] uncropped = Mask.ofRuns(
                        new ImageSize(whole.height(), whole.width()), upsampler.runs(new Box(x, y, 31, 23), whole))
                .toDense();

        boolean[] expected = new boolean[whole.height() * whole.width()];
        for (int row = 0; row < 23; row++) {
            System.arraycopy(crop, row * 31, expected, (y + row) * whole.width() + x, 31);
        }
        assertArrayEquals(expected, uncropped);
    }

    @Test
    void runLengthsGoOnAcrossRowsAndEndWithTheLastPixelInside() {
        MaskFrame frame = MaskFrame.fitted(new ImageSize(10, 20), 16, 4);
        MaskUpsampler upsampler = new MaskUpsampler(frame, 1);

        upsampler.load(Logits.constant(4, 3));

        assertArrayEquals(new int[] {0, 200}, upsampler.runs(new Box(0, 0, 20, 10), frame.image()));
        assertEquals(new MaskExtent(200, 200, new Corners(0, 0, 19, 9)), upsampler.extent());
    }

    @Test
    void anEmptyMaskHasNoBoxAndNoStability() {
        MaskUpsampler upsampler = new MaskUpsampler(MaskFrame.fitted(new ImageSize(10, 20), 16, 4), 1);

        upsampler.load(Logits.constant(4, -3));

        assertEquals(new MaskExtent(0, 0, Corners.NONE), upsampler.extent());
        assertTrue(Float.isNaN(upsampler.extent().stability()));
    }

    @Test
    void logitsOnAThresholdAreNotAboveIt() {
        MaskUpsampler upsampler = new MaskUpsampler(MaskFrame.fitted(new ImageSize(16, 16), 16, 4), 1);

        upsampler.load(Logits.constant(4, 1));
        assertEquals(new MaskExtent(0, 256, new Corners(0, 0, 15, 15)), upsampler.extent());
        upsampler.load(Logits.constant(4, -1));
        assertEquals(0, upsampler.extent().union());
        assertEquals(Mask.ofRuns(new ImageSize(16, 16)), upsampler.read(Logits.constant(4, 0)));
    }

    @Test
    void masksLargerThanTheEncodersInputAreRefused() {
        MaskFrame frame = MaskFrame.fitted(new ImageSize(8, 8), 8, 16);

        String message = assertThrows(IllegalArgumentException.class, () -> new MaskUpsampler(frame, 1))
                .getMessage();

        assertTrue(message.contains("16") && message.contains("encoder of 8"), message);
    }

    private static void assertBetween(int least, int actual, int most) {
        assertTrue(least <= actual && actual <= most, actual + " is outside [" + least + ", " + most + "]");
    }

    private static int count(float[] values, float threshold) {
        int count = 0;
        for (float value : values) {
            count += value > threshold ? 1 : 0;
        }
        return count;
    }
}
