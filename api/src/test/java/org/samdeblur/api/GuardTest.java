package org.samdeblur.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class GuardTest {
    private static final ImageSize SIZE = new ImageSize(200, 320);

    @Test
    void anOutputThatFitsItsInputHasNoCollapsedRegions() {
        Image image = noise(1);

        assertEquals(0, Guard.collapsedRegions(image, image).size());
    }

    @Test
    void regionsThatNoBlurLeadsBackToTheInputAreFound() {
        Image input = noise(1);
        byte[] original = input.toRgb();
        byte[] output = original.clone();
        for (int i = 0; i < output.length / 2; i++) { // the upper half is mirrored
            int row = i - i % (3 * SIZE.width());
            output[i] = original[row + 3 * (SIZE.width() - 1 - i % (3 * SIZE.width()) / 3) + i % 3];
        }

        MaskSet regions = Guard.collapsedRegions(input, Image.ofRgb(SIZE, output));

        double area = regions.masks().stream().mapToDouble(Mask::area).sum();
        assertEquals(0.5, area / (SIZE.height() * SIZE.width()), 0.15);
    }

    @Test
    void bothImagesHaveTheSameSize() {
        Exception refusal = assertThrows(
                InvalidImageException.class,
                () -> Guard.collapsedRegions(noise(1), Image.ofRgb(new ImageSize(1, 2), new byte[6])));

        assertTrue(refusal.getMessage().contains("320"), refusal::getMessage);
    }

    /** Squares of 20 pixels in random colours. */
    private static Image noise(long seed) {
        byte[] colours = new byte[3 * 10 * 16];
        new Random(seed).nextBytes(colours);
        byte[] rgb = new byte[3 * SIZE.height() * SIZE.width()];
        for (int i = 0; i < rgb.length; i++) {
            int pixel = i / 3;
            int square = pixel / SIZE.width() / 20 * 16 + pixel % SIZE.width() / 20;
            rgb[i] = colours[3 * square + i % 3];
        }
        return Image.ofRgb(SIZE, rgb);
    }
}
