package org.samdeblur.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.cli.console.MisuseException;
import org.samdeblur.cli.files.Existing;
import org.samdeblur.cli.files.OutputFolder;

class JobPlanTest {
    @TempDir
    private Path folder;

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, name);
    }

    private List<Path> outputs(String output, Path... inputs) {
        return new JobPlan(
                        List.of(inputs),
                        Optional.of(folder.resolve(output).toString()),
                        Optional.empty(),
                        Existing.KEEP)
                .jobs().all().stream()
                        .map(job -> folder.relativize(job.result().orElseThrow()))
                        .toList();
    }

    @Test
    void aFileBecomesTheFileNamed() throws IOException {
        assertEquals(List.of(Path.of("sharp.jpg")), outputs("sharp.jpg", file("blurry.png")));
    }

    @Test
    void aFileBecomesAFileOfItsNameInAnExistingFolder() throws IOException {
        Files.createDirectory(folder.resolve("out"));

        assertEquals(List.of(Path.of("out/a.png")), outputs("out", file("a.png")));
    }

    @Test
    void aSlashMakesAFolderOfANewName() throws IOException {
        Path input = file("a.tif");
        JobPlan plan = new JobPlan(List.of(input), Optional.of(folder + "/new/"), Optional.empty(), Existing.KEEP);

        assertEquals(
                Optional.of(folder.resolve("new/a.tif")),
                plan.jobs().all().get(0).result());
        assertFalse(Files.exists(folder.resolve("new")), "planning makes no folder");
    }

    @Test
    void aFoldersTreeIsKept() throws IOException {
        file("in/b.png");
        file("in/a/c.JPG");
        file("in/a/d.gif");
        file("in/notes.txt");
        file("in/.hidden.png");

        assertEquals(
                Stream.of("out/a/c.JPG", "out/a/d.png", "out/b.png")
                        .map(Path::of)
                        .toList(),
                outputs("out", folder.resolve("in")));
    }

    @Test
    void anOutputFolderWithinTheInputIsPassedOver() throws IOException {
        file("in/a.png");
        file("in/sharp/a.png");

        assertEquals(List.of(Path.of("in/sharp/a.png")), outputs("in/sharp", folder.resolve("in")));
    }

    @Test
    void twoInputsForOneOutputAreRefused() throws IOException {
        MisuseException refusal =
                assertThrows(MisuseException.class, () -> outputs("out", file("one/a.png"), file("two/a.png")));

        assertTrue(refusal.getMessage().contains("would both be written to"), refusal.getMessage());
    }

    @Test
    void anInputIsNeverOverwritten() throws IOException {
        Path input = file("in/a.png");

        assertThrows(MisuseException.class, () -> outputs("in/a.png", input));
        assertThrows(MisuseException.class, () -> outputs("in", folder.resolve("in")));
    }

    @Test
    void severalInputsNeedAFolder() throws IOException {
        Path output = file("out.png");

        assertThrows(
                MisuseException.class, () -> outputs(output.getFileName().toString(), file("a.png"), file("b.png")));
    }

    @Test
    void aFolderWithoutImagesIsAFailure() throws IOException {
        file("in/notes.txt");

        assertThrows(SamDeblurException.class, () -> outputs("out", folder.resolve("in")));
    }

    @Test
    void aFileInTheOutputsWayIsNamed() throws IOException {
        file("out");
        Path input = file("a.png");

        SamDeblurException failure = assertThrows(SamDeblurException.class, () -> outputs("out/b.png", input));

        assertTrue(failure.getMessage().endsWith("out is a file"), failure.getMessage());
    }

    @Test
    void anOutputOfUnknownFormatIsRefused() throws IOException {
        Path input = file("a.png");

        assertThrows(MisuseException.class, () -> outputs("out.webp", input));
        assertThrows(MisuseException.class, () -> outputs("out", input));
    }

    @Test
    void checkingAFolderLeavesNothingInIt() throws IOException {
        OutputFolder.requireWritable(folder.resolve("a/b"));

        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }
}
