package org.samdeblur.networks.sam.pixels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.Tensor;
import org.samdeblur.map.files.NpyFiles;
import org.samdeblur.networks.sam.pixels.PixelInput.Channels;
import org.samdeblur.networks.sam.pixels.PixelInput.Normalised;

/** What image encoders are given. */
class EncoderInputTest {
    private static final Image TWO_PIXELS =
            Image.ofRgb(new ImageSize(1, 2), new byte[] {0, 50, 100, 10, 60, (byte) 250});

    @Test
    void normalisesAnImageAsThePublishedCodeDoes() {
        Path folder = Path.of(System.getProperty("samdeblur.shared"), "golden", "tinyvit");
        assumeTrue(Files.isDirectory(folder), () -> folder + " does not exist");
        Tensor expected = NpyFiles.read(folder.resolve("preprocessed_every_16th_pixel.npy"));
        RgbPixels image = RgbPixels.of(Image.read(folder.resolve("input.png")));

        Tensor input = EncoderInput.of(image, MaskFrame.fitted(image.size(), 1024, 256), Normalised.PUBLISHED);

        assertArrayEquals(new int[] {1, 3, 1024, 1024}, input.shape());
        assertArrayEquals(expected.toArray(), every16thPixel(input), 1e-6f);
    }

    private static float[] every16thPixel(Tensor input) {
        float[] kept = new float[3 * 64 * 64];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = input.get(0, i / 64 / 64, i / 64 % 64 * 16, i % 64 * 16);
        }
        return kept;
    }

    @Test
    void padsNormalisedPixelsWithZeros() {
        PixelInput form = new Normalised(new Channels(10, 20, 30), new Channels(1, 2, 4));

        Tensor input = EncoderInput.of(RgbPixels.of(TWO_PIXELS), MaskFrame.fitted(new ImageSize(1, 2), 2, 8), form);

        assertArrayEquals(new int[] {1, 3, 2, 2}, input.shape());
        assertArrayEquals(new float[] {-10, 0, 0, 0, 15, 20, 0, 0, 17.5f, 55, 0, 0}, input.toArray());
    }

    @Test
    void leavesRawPixelsAsTheyAre() {
        Tensor input = EncoderInput.of(
                RgbPixels.of(TWO_PIXELS), MaskFrame.fitted(new ImageSize(1, 2), 2, 8), new PixelInput.Raw());

        assertArrayEquals(new int[] {1, 2, 3}, input.shape());
        assertArrayEquals(new float[] {0, 50, 100, 10, 60, 250}, input.toArray());
    }

    @Test
    void refusesAnImageOfAnotherSizeThanTheFrames() {
        RgbPixels image = RgbPixels.of(TWO_PIXELS);
        MaskFrame frame = MaskFrame.fitted(new ImageSize(2, 2), 2, 8);

        Exception refused =
                assertThrows(IllegalArgumentException.class, () -> EncoderInput.of(image, frame, Normalised.PUBLISHED));

        assertEquals("an image of 2×1 in the frame of one of 2×2", refused.getMessage());
    }
}
