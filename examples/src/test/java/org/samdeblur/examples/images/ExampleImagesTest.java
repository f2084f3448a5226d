package org.samdeblur.examples.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.Image;
import org.samdeblur.evaluation.Psnr;

class ExampleImagesTest {
    private static final Path COMMITTED = Path.of("images");

    @TempDir
    private Path folder;

    /** Sines and powers may differ in their last bit from one Java to another, and a sample by one step for that. */
    @Test
    void theGeneratorMakesTheCommittedImages() {
        ExampleImages.main(new String[] {folder.toString()});

        for (String name : new String[] {"street-sharp.png", "street-blurred.png"}) {
            byte[] expected = Image.read(COMMITTED.resolve(name)).toRgb();
            byte[] actual = Image.read(folder.resolve(name)).toRgb();
            assertEquals(expected.length, actual.length);
            int largest = 0;
            for (int i = 0; i < actual.length; i++) {
                largest = Math.max(largest, Math.abs((expected[i] & 0xFF) - (actual[i] & 0xFF)));
            }
            assertTrue(largest <= 1, name + " differs by " + largest + " steps");
        }
    }

    @Test
    void theBlurIsPlainToSee() {
        Image blurred = Image.read(COMMITTED.resolve("street-blurred.png"));

        double ratio = Psnr.of(blurred, Image.read(COMMITTED.resolve("street-sharp.png")));

        assertTrue(ratio > 15 && ratio < 25, ratio + " dB");
    }

    @Test
    void theCommittedImagesAreSmall() throws IOException {
        assertTrue(Files.size(COMMITTED.resolve("street-sharp.png")) < 1 << 20);
        assertTrue(Files.size(COMMITTED.resolve("street-blurred.png")) < 1 << 20);
    }
}
