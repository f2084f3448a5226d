package org.samdeblur.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.samdeblur.cli.CommandLineRun.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.Image;
import org.samdeblur.api.MaskSet;
import org.samdeblur.map.Groupings;
import org.samdeblur.map.files.MaskFiles;
import org.samdeblur.map.segment.GraphSegmenter;

class MasksCommandTest {
    @TempDir
    private Path folder;

    private Path inputs;
    private Path outputs;

    @BeforeEach
    void makeATree() throws IOException {
        inputs = Files.createDirectory(folder.resolve("blur"));
        outputs = folder.resolve("made/masks");
        Files.copy(golden("nafnet/input.png"), inputs.resolve("a.png"));
        Files.createDirectory(inputs.resolve("deep"));
        Files.copy(golden("nafnet/tlc_input.png"), inputs.resolve("deep/b.png"));
    }

    private CommandLineRun masks(Object... options) {
        List<Object> arguments = new ArrayList<>(List.of("masks", inputs, "-o", outputs));
        arguments.addAll(Arrays.asList(options));
        return CommandLineRun.of(arguments.toArray());
    }

    private List<String> made() throws IOException {
        try (Stream<Path> files = Files.walk(outputs)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> outputs.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void everyImageOfTheTreeGetsItsGroups() throws IOException {
        CommandLineRun run = masks().succeeded();

        assertEquals(List.of("a.npz", Path.of("deep", "b.npz").toString()), made());
        MaskSet expected = new GraphSegmenter().segment(Image.read(golden("nafnet/input.png")));
        assertEquals(expected, MaskFiles.read(outputs.resolve("a.npz")));
        assertTrue(run.out().endsWith("2 segmented, 0 skipped, 0 failed\n"), run.out());
    }

    @Test
    void theGroupingIsTheOneAskedFor() {
        masks("--grouping", "published").succeeded();

        MaskSet found = new GraphSegmenter().segment(Image.read(golden("nafnet/input.png")));
        assertEquals(
                Groupings.published(found).size(),
                MaskFiles.read(outputs.resolve("a.npz")).size());
    }

    @Test
    void masksAreThoseOfTheDeblurredImage() {
        masks("--pre-deblur", golden("nafnet/nafnet.pth")).succeeded();

        Path deblurred = folder.resolve("deblurred.png");
        CommandLineRun.of("deblur", inputs.resolve("a.png"), "-o", deblurred, "--model", golden("nafnet/nafnet.pth"))
                .succeeded();
        GraphSegmenter segmenter = new GraphSegmenter();
        MaskSet expected = segmenter.segment(Image.read(deblurred));
        assertNotEquals(segmenter.segment(Image.read(inputs.resolve("a.png"))), expected);
        assertEquals(expected, MaskFiles.read(outputs.resolve("a.npz")));
    }

    @Test
    void aRunBrokenOffGoesOnWhereItWas() throws IOException {
        Files.createDirectories(outputs);
        Path done = Files.writeString(outputs.resolve("a.npz"), "done before");

        CommandLineRun run = masks().succeeded();

        assertEquals("done before", Files.readString(done));
        assertTrue(run.out().endsWith("1 segmented, 1 skipped, 0 failed\n"), run.out());

        masks("--overwrite").succeeded();
        assertEquals(93, MaskFiles.read(done).height());
    }

    @Test
    void aBadImageDoesNotEndTheRun() throws IOException {
        Files.writeString(inputs.resolve("Bad.png"), "no image");

        CommandLineRun run = masks();

        run.failedWith("Bad.png");
        assertTrue(run.out().endsWith("2 segmented, 0 skipped, 1 failed\n"), run.out());
        assertEquals(2, made().size());
    }

    @Test
    void theReportIsOneJsonObject() throws IOException {
        CommandLineRun run = masks("--json").succeeded();

        assertEquals(2, run.json().get("segmented"));
        assertTrue(run.out().contains("\"groups\""), run.out());
    }

    @Test
    void whatCannotBeIsSaidBeforeAnyWork() throws IOException {
        CommandLineRun.of("masks", inputs).wasMisuse("--output");
        CommandLineRun.of("masks", "-o", outputs).wasMisuse("INPUT");
        CommandLineRun.of("masks", folder.resolve("nowhere"), "-o", outputs).failedWith("nowhere");
        Files.copy(golden("nafnet/input.png"), inputs.resolve("a.jpg"));
        masks().wasMisuse("a.jpg", "a.png", "would both be written");
        assertFalse(Files.exists(outputs));
    }
}
