package org.samdeblur.networks.sam.pixels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.Box;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;

/** Pixels for Segment Anything: cut out, and resized as Pillow does it. */
class RgbPixelsTest {
    @ParameterizedTest
    @ValueSource(strings = {"23x17", "96x71", "20x64", "96x37", "53x9", "52x38", "1x1", "2x150"})
    void resizesToTheVeryBytesThatPillowMakes(String size) {
        RgbPixels expected = golden("resized_" + size + ".png");

        RgbPixels actual = golden("input.png").resized(expected.size());

        assertArrayEquals(expected.toArray(), actual.toArray());
    }

    @Test
    void keepsTheBytesOfAnImageThatHasTheSizeAlready() {
        RgbPixels image = golden("input.png");

        assertArrayEquals(image.toArray(), image.resized(image.size()).toArray());
    }

    @Property(tries = 200)
    void keepsAnEvenColourAtAnySize(
            @ForAll byte red,
            @ForAll byte blue,
            @ForAll @IntRange(min = 1, max = 40) int height,
            @ForAll @IntRange(min = 1, max = 40) int width) {
        byte[] pixel = {red, 77, blue};

        byte[] resized = even(pixel, new ImageSize(7, 11))
                .resized(new ImageSize(height, width))
                .toArray();

        assertArrayEquals(even(pixel, new ImageSize(height, width)).toArray(), resized);
    }

    @Test
    void resizesAPartWithoutRegardToWhatSurroundsIt() {
        RgbPixels image = golden("input.png");
        RgbPixels part = image.crop(new Box(10, 4, 20, 30));

        assertEquals(new ImageSize(30, 20), part.size());
        assertArrayEquals(
                image.crop(new Box(12, 9, 1, 1)).toArray(),
                part.crop(new Box(2, 5, 1, 1)).toArray());
        assertArrayEquals(
                part.resized(new ImageSize(15, 10)).toArray(),
                image.crop(new Box(0, 4, 40, 33))
                        .crop(new Box(10, 0, 20, 30))
                        .resized(new ImageSize(15, 10))
                        .toArray());
    }

    @ParameterizedTest
    @CsvSource({"-1,0,5,5", "0,-1,5,5", "0,0,54,5", "0,0,5,38", "50,0,4,5", "3,3,0,5", "3,3,5,0", "2147483647,0,5,5"})
    void refusesPartsThatAreNotWithinTheImage(int x, int y, int width, int height) {
        RgbPixels image = golden("input.png");
        Box part = new Box(x, y, width, height);

        Exception refused = assertThrows(IllegalArgumentException.class, () -> image.crop(part));

        assertEquals(part + " is not part of an image of 53×37 pixels", refused.getMessage());
    }

    private static RgbPixels golden(String name) {
        return RgbPixels.of(Image.read(Path.of(System.getProperty("samdeblur.golden"), "resize", name)));
    }

    private static RgbPixels even(byte[] pixel, ImageSize size) {
        byte[] rgb = new byte[3 * size.height() * size.width()];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = pixel[i % 3];
        }
        return RgbPixels.of(Image.ofRgb(size, rgb));
    }
}
