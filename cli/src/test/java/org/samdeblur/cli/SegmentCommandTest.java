package org.samdeblur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.samdeblur.cli.CommandLineRun.golden;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.Image;
import org.samdeblur.api.MaskSet;
import org.samdeblur.map.files.MaskFiles;
import org.samdeblur.map.segment.GraphSegmenter;

class SegmentCommandTest {
    private static final Path INPUT = golden("nafnet/input.png");

    @TempDir
    private Path folder;

    @Test
    void theFileHasTheFormOfSa1b() throws IOException {
        Path output = folder.resolve("masks.json");

        CommandLineRun.of("segment", INPUT, "-o", output).succeeded();

        Map<String, Object> json = JSON.std.mapFrom(Files.readString(output));
        Map<?, ?> image = (Map<?, ?>) json.get("image");
        assertEquals(101, image.get("width"));
        assertEquals(93, image.get("height"));
        Map<?, ?> annotation = (Map<?, ?>) ((List<?>) json.get("annotations")).get(0);
        assertTrue(annotation.keySet().containsAll(List.of("segmentation", "area", "bbox")), annotation.toString());
        Map<?, ?> segmentation = (Map<?, ?>) annotation.get("segmentation");
        assertEquals(List.of(93, 101), segmentation.get("size"));
        assertTrue(segmentation.get("counts") instanceof List);
    }

    @Test
    void compressedCountsAreText() throws IOException {
        Path output = folder.resolve("masks.json");

        CommandLineRun.of("segment", INPUT, "-o", output, "--compressed-rle").succeeded();

        Map<String, Object> json = JSON.std.mapFrom(Files.readString(output));
        Map<?, ?> annotation = (Map<?, ?>) ((List<?>) json.get("annotations")).get(0);
        assertTrue(((Map<?, ?>) annotation.get("segmentation")).get("counts") instanceof String);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "npz", "png"})
    void theMasksAreTheSegmenters(String suffix) {
        Path output = folder.resolve("masks." + suffix);

        CommandLineRun.of("segment", INPUT, "-o", output, "--scale", 60, "--sigma", 0.5, "--min-size", 20)
                .succeeded();

        MaskSet expected = new GraphSegmenter(60, 0.5, 20).segment(Image.read(INPUT));
        assertEquals(expected, MaskFiles.read(output));
    }

    @Test
    void theOverlayTintsTheInput() {
        Path overlay = folder.resolve("overlay.png");

        CommandLineRun.of("segment", INPUT, "-o", folder.resolve("masks.json"), "--overlay", overlay)
                .succeeded();

        Image tinted = Image.read(overlay);
        assertEquals(Image.read(INPUT).size(), tinted.size());
        assertNotEquals(Image.read(INPUT).toTensor(), tinted.toTensor());
    }

    @Test
    void whatDoesNotGoTogetherIsMisuse() {
        CommandLineRun.of("segment", INPUT).wasMisuse("--output");
        CommandLineRun.of("segment", INPUT, "-o", folder.resolve("masks.txt")).wasMisuse("masks.txt");
        CommandLineRun.of("segment", INPUT, "-o", folder.resolve("masks.npz"), "--compressed-rle")
                .wasMisuse("--compressed-rle");
        CommandLineRun.of("segment", INPUT, "-o", folder.resolve("masks.json"), "--overlay", "a.webp")
                .wasMisuse("a.webp");
        CommandLineRun.of("segment", INPUT, "-o", folder.resolve("masks.json"), "--min-size", 0)
                .wasMisuse("minimum size");
        CommandLineRun.of("segment", INPUT, "-o", folder.resolve("masks.json"), "--segmenter", "none", "--scale", 9)
                .wasMisuse("--scale");
    }

    @Test
    void aBadImageLeavesNoMasks() {
        Path output = folder.resolve("masks.json");

        CommandLineRun.of("segment", folder.resolve("nowhere.png"), "-o", output)
                .failedWith("nowhere.png");

        assertFalse(Files.exists(output));
    }
}
