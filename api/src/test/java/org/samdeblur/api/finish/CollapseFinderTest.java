package org.samdeblur.api.finish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CollapseFinderTest {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 200;

    /** A colour for each pixel. */
    private interface Picture {
        float at(int channel, int x, int y);

        default ColourRows rows() {
            return (channel, y, values) -> {
                for (int x = 0; x < values.length; x++) {
                    values[x] = at(channel, x, y);
                }
            };
        }
    }

    /** Rectangles of random colours and sizes over one another: edges in all places, as in a photograph. */
    private static Picture sharp(int width, int height) {
        Random random = new Random(5);
        float[][] values = new float[3][width * height];
        for (int i = 0; i < 400; i++) {
            int left = random.nextInt(width);
            int top = random.nextInt(height);
            int right = Math.min(width, left + 4 + random.nextInt(60));
            int bottom = Math.min(height, top + 4 + random.nextInt(60));
            for (int channel = 0; channel < 3; channel++) {
                float colour = 0.15f + 0.7f * random.nextFloat();
                for (int y = top; y < bottom; y++) {
                    for (int x = left; x < right; x++) {
                        values[channel][y * width + x] = colour;
                    }
                }
            }
        }
        return (channel, x, y) -> values[channel][y * width + x];
    }

    /** Blurs along a straight path; its middle lies {@code shift} pixels beside the pixel. */
    private static Picture blurred(Picture picture, int length, double angle, double shift) {
        return (channel, x, y) -> {
            float sum = 0;
            for (int i = 0; i < length; i++) {
                double along = i - (length - 1) / 2.0 + shift;
                int u = (int) Math.round(x + along * Math.cos(angle));
                int v = (int) Math.round(y + along * Math.sin(angle));
                sum += picture.at(channel, Math.floorMod(u, WIDTH), Math.floorMod(v, HEIGHT));
            }
            return sum / length;
        };
    }

    private static CollapsedBlocks find(Picture input, Picture output) {
        return CollapseFinder.find(input.rows(), output.rows(), WIDTH, HEIGHT);
    }

    private static double share(CollapsedBlocks blocks) {
        int collapsed = 0;
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            collapsed += blocks.region(i % WIDTH, i / WIDTH) == CollapsedBlocks.HEALTHY ? 0 : 1;
        }
        return collapsed / (double) (WIDTH * HEIGHT);
    }

    @ParameterizedTest
    @CsvSource({"5, 0, 0", "11, 0.6, 0", "15, 1.57, 0", "9, 2.2, 0", "9, 0.6, 4"})
    void aSharpOutputOfABlurredInputIsHealthyEvenIfItIsMoved(int length, double angle, double shift) {
        Picture sharp = sharp(WIDTH, HEIGHT);

        assertTrue(find(blurred(sharp, length, angle, shift), sharp).isEmpty());
    }

    @Test
    void anOutputThatEqualsItsInputIsHealthy() {
        Picture sharp = sharp(WIDTH, HEIGHT);

        assertTrue(find(sharp, sharp).isEmpty());
    }

    @Test
    void noiseThatIsRemovedIsNoCollapse() {
        Picture sharp = sharp(WIDTH, HEIGHT);
        Random random = new Random(2);
        float[] noise = new float[3 * WIDTH * HEIGHT];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = 0.015f * (float) random.nextGaussian();
        }
        Picture noisy = (channel, x, y) -> sharp.at(channel, x, y) + noise[(channel * HEIGHT + y) * WIDTH + x];

        assertTrue(find(noisy, sharp).isEmpty());
    }

    /** Squares of wrong colours, 12 pixels a side, as NAFNet makes them. */
    private static Picture mosaic(Picture picture, int left, int top, int right, int bottom) {
        return (channel, x, y) -> x < left || x >= right || y < top || y >= bottom
                ? picture.at(channel, x, y)
                : ((x / 12 + y / 12 + channel) % 3) / 2f;
    }

    @Test
    void colouredMosaicsAreFoundWhereTheyAre() {
        Picture sharp = sharp(WIDTH, HEIGHT);
        Picture input = blurred(sharp, 7, 0.6, 0);

        CollapsedBlocks blocks = find(input, mosaic(sharp, 96, 64, 192, 128));

        int inside = 0;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                boolean collapsed = blocks.region(x, y) != CollapsedBlocks.HEALTHY;
                boolean within = x >= 96 && x < 192 && y >= 64 && y < 128;
                boolean near = x >= 80 && x < 208 && y >= 48 && y < 144;
                assertFalse(collapsed && !near, x + ", " + y);
                inside += collapsed && within ? 1 : 0;
            }
        }
        assertTrue(inside > 0.8 * 96 * 64, inside + " pixels");
        assertEquals(0, blocks.region(140, 100));
    }

    @Test
    void separatePlacesAreSeparateRegions() {
        Picture sharp = sharp(WIDTH, HEIGHT);

        CollapsedBlocks blocks = find(sharp, mosaic(mosaic(sharp, 30, 30, 90, 90), 220, 110, 290, 170));

        assertEquals(0, blocks.region(60, 60));
        assertEquals(1, blocks.region(255, 140));
    }

    @Test
    void aMosaicAtTheBorderIsFound() {
        Picture sharp = sharp(WIDTH, HEIGHT);

        CollapsedBlocks blocks = find(sharp, mosaic(sharp, 0, 0, 64, 64));

        assertEquals(0, blocks.region(24, 24));
        float[] kept = new float[WIDTH];
        blocks.kept(0, kept);
        assertTrue(kept[0] <= 0.5f, "kept " + kept[0]);
    }

    @ParameterizedTest
    @ValueSource(floats = {-0.06f, 0.04f})
    void aChangeOfColourAllOverIsFoundAllOver(float change) {
        Picture sharp = sharp(WIDTH, HEIGHT);
        Picture input = blurred(sharp, 3, 0, 0);

        CollapsedBlocks blocks =
                find(input, (channel, x, y) -> sharp.at(channel, x, y) + (channel == 0 ? change : -change));

        assertEquals(1, share(blocks));
    }

    @Test
    void aGreyImageIsExaminedToo() {
        Picture sharp = sharp(WIDTH, HEIGHT);
        Picture grey = (channel, x, y) -> sharp.at(1, x, y);
        Picture broken = mosaic(grey, 96, 64, 192, 128);

        assertTrue(find(blurred(grey, 9, 0.6, 0), grey).isEmpty());
        assertNotEquals(
                CollapsedBlocks.HEALTHY,
                find(grey, (channel, x, y) -> broken.at(0, x, y)).region(140, 100));
    }

    @Test
    void imagesTooSmallToExamineAreTakenForHealthy() {
        ColourRows black = (channel, y, values) -> {};
        ColourRows white = (channel, y, values) -> Arrays.fill(values, 1);

        assertTrue(CollapseFinder.find(black, white, 3, 3).isEmpty());
        assertTrue(CollapseFinder.find(black, white, 400, 3).isEmpty());
        assertFalse(CollapseFinder.find(black, white, 16, 16).isEmpty());
    }

    @Test
    void theOutputFadesToTheInputAtCollapsedBlocksAndStaysElsewhere() {
        int[] regions = {-1, -1, -1, -1, -1, 0, -1, -1, -1, -1, -1, -1};
        CollapsedBlocks blocks = CollapsedBlocks.of(8, 4, regions);
        ColourRows zero = (channel, y, values) -> Arrays.fill(values, 0);
        ColourRows one = (channel, y, values) -> Arrays.fill(values, 1);
        float[] row = new float[30];

        new MixedRows(zero, one, 30, 1, Optional.of(blocks)).read(0, 11, row);

        assertEquals(0, row[11], 0.07f); // in the middle of the block
        assertEquals(0, row[12], 0.07f);
        assertEquals(0.25f, row[7], 0.07f); // between its middle and that of the block beside it, of which half stays
        assertEquals(0.5f, row[3], 0.04f);
        assertEquals(0.5f, row[0]);
        assertEquals(0.75f, row[23], 0.04f);
        assertEquals(1, row[29]);
        new MixedRows(zero, one, 30, 0.5f, Optional.of(blocks)).read(2, 11, row);
        assertEquals(0.5f, row[29]);
    }
}
