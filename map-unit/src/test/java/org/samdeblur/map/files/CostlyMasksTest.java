package org.samdeblur.map.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.InvalidMaskException;
import org.samdeblur.api.MaskSet;
import org.samdeblur.map.Groupings;

/** Small files of masks that cost much memory or time. */
class CostlyMasksTest {
    private static final int SIDE = 12_000;

    @TempDir
    private Path folder;

    private Path json(String annotations) throws IOException {
        return Files.writeString(folder.resolve("masks.json"), "[" + annotations + "]");
    }

    private static String annotation(int side, String counts) {
        return "{\"segmentation\":{\"size\":[" + side + "," + side + "],\"counts\":" + counts + "}}";
    }

    private static String stripes(int side) {
        int[] counts = new int[side];
        java.util.Arrays.fill(counts, side);
        return "\"" + CompressedCounts.encode(counts) + "\"";
    }

    @Test
    void theTimeForFullMasksDoesNotDependOnPixels() throws IOException {
        String whole = annotation(SIDE, "[0," + SIDE * SIDE + "]");
        Path file = json(String.join(",", Collections.nCopies(2_000, whole)));

        MaskSet masks = MaskFiles.read(file);

        assertEquals(2_000, masks.size());
        assertEquals(SIDE * SIDE, masks.masks().get(1_999).area());
        assertTrue(masks.labels().isEmpty());
    }

    @Test
    void aSmallFileOfManyRunsIsRefusedByTheLimit() throws IOException {
        Path file = json(annotation(SIDE, stripes(SIDE)));

        assertTrue(Files.size(file) < 20_000);
        assertEquals(
                "cannot read " + file + ": its masks have more than 16777216 runs of pixels, the limit; the system"
                        + " property samdeblur.maskRuns raises it",
                assertThrows(InvalidMaskException.class, () -> MaskFiles.read(file))
                        .getMessage());
    }

    @Test
    void theLimitOnRunsHoldsForAllMasksTogether() throws IOException {
        String stripes = annotation(1_000, stripes(1_000)); // half a million runs
        Path file = json(String.join(",", Collections.nCopies(40, stripes)));

        assertThrows(InvalidMaskException.class, () -> MaskFiles.read(file));
    }

    @Test
    void aSystemPropertySetsTheLimitOnRuns() throws IOException {
        Path file = json(annotation(10, stripes(10)));
        System.setProperty("samdeblur.maskRuns", "49");
        try {
            assertThrows(InvalidMaskException.class, () -> MaskFiles.read(file));
            System.setProperty("samdeblur.maskRuns", "50");
            assertEquals(50, MaskFiles.read(file).masks().get(0).area());
        } finally {
            System.clearProperty("samdeblur.maskRuns");
        }
    }

    @Test
    void aPolygonWhoseEdgesCrossEveryRowIsLimitedToo() throws IOException {
        StringBuilder corners = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            corners.append(i == 0 ? "" : ",").append("0,").append(i % 2 * SIDE);
        }
        Path file = Files.writeString(
                folder.resolve("masks.json"),
                "{\"image\":{\"width\":" + SIDE + ",\"height\":" + SIDE + "},\"annotations\":[{\"segmentation\":[["
                        + corners + "]]}]}");

        assertThrows(InvalidMaskException.class, () -> MaskFiles.read(file));
    }

    @Test
    void archivesOfMorePixelsThanTheLimitAreRefusedBeforeTheyAreRead() throws IOException {
        Path file = folder.resolve("masks.npz");
        System.setProperty("samdeblur.maskPixels", "1999999");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("masks.npy"));
            MaskArray.write(
                    zip,
                    MaskSet.of(
                            new ImageSize(1_000, 1_000),
                            Collections.nCopies(2, org.samdeblur.api.Mask.ofRuns(new ImageSize(1_000, 1_000)))));
        }
        try {
            assertTrue(assertThrows(InvalidMaskException.class, () -> MaskFiles.read(file))
                    .getMessage()
                    .contains("samdeblur.maskPixels"));
            System.setProperty("samdeblur.maskPixels", "2000000");
            assertEquals(2, MaskFiles.read(file).size());
        } finally {
            System.clearProperty("samdeblur.maskPixels");
        }
    }

    /** Each stretch of pixels lies in hundreds of masks; no list of them is made. */
    @Test
    void manyMasksAboveManyRunsAreGrouped() throws IOException {
        int side = 2_000;
        String whole = annotation(side, "[0," + side * side + "]");
        Path file = json(String.join(",", Collections.nCopies(3_000, whole)) + "," + annotation(side, stripes(side)));

        MaskSet cells = Groupings.overlay(MaskFiles.read(file));

        assertEquals(2, cells.size());
        assertEquals(side * side / 2, cells.masks().get(0).area());
    }
}
