package org.samdeblur.cli.overlay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskSet;

class MaskOverlayTest {
    private static final int SIZE = 12;

    private static final Image GREY = grey();

    private static Image grey() {
        byte[] rgb = new byte[SIZE * SIZE * 3];
        Arrays.fill(rgb, (byte) 100);
        return Image.ofRgb(new ImageSize(SIZE, SIZE), rgb);
    }

    /** A square mask. */
    private static Mask square(int from, int to) {
        boolean[] inside = new boolean[SIZE * SIZE];
        for (int y = from; y < to; y++) {
            Arrays.fill(inside, y * SIZE + from, y * SIZE + to, true);
        }
        return Mask.of(new ImageSize(SIZE, SIZE), inside);
    }

    private static List<Integer> colour(Image image, int x, int y) {
        byte[] rgb = image.toRgb();
        int at = 3 * (y * image.width() + x);
        return List.of(rgb[at] & 0xFF, rgb[at + 1] & 0xFF, rgb[at + 2] & 0xFF);
    }

    private static Image overlay(Mask... masks) {
        return MaskOverlay.of(GREY, MaskSet.of(new ImageSize(SIZE, SIZE), List.of(masks)));
    }

    @Test
    void whatNoMaskCoversStaysAsItIs() {
        assertEquals(List.of(100, 100, 100), colour(overlay(square(3, 9)), 1, 1));
    }

    @Test
    void aSmallerMaskLiesOnALargerOneWhateverTheirOrder() {
        Image overlay = overlay(square(4, 8), square(1, 11));

        assertArrayEquals(overlay(square(1, 11), square(4, 8)).toRgb(), overlay.toRgb());
        assertNotEquals(colour(overlay, 2, 2), colour(overlay, 6, 6));
    }

    @Test
    void aRimIsOnePixelWideInASmallImage() {
        assertEquals(6 * 6 - 4 * 4, area(MaskOutline.of(square(3, 9), 1)));
        assertEquals(6 * 6 - 2 * 2, area(MaskOutline.of(square(3, 9), 2)));
    }

    @Test
    void theImagesEdgeIsNoRim() {
        assertEquals(0, area(MaskOutline.of(square(0, SIZE), 1)));
        assertEquals(5 + 4, area(MaskOutline.of(square(0, 5), 1)));
    }

    private static int area(MaskOutline rim) {
        int[] pixels = {0};
        rim.forEachRun((from, to) -> pixels[0] += to - from);
        return pixels[0];
    }

    @Test
    void aRimShowsThroughAMaskThatCoversIt() {
        boolean[] band = new boolean[SIZE * SIZE];
        Arrays.fill(band, 4 * SIZE, 8 * SIZE, true);
        Image overlay = overlay(square(2, 10), Mask.of(new ImageSize(SIZE, SIZE), band));

        assertEquals(colour(overlay, 2, 9), colour(overlay, 2, 5));
        assertNotEquals(colour(overlay, 3, 5), colour(overlay, 2, 5));
    }
}
