package org.samdeblur.spark.archive;

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
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.spark.archive.OutputFolder.Existing;

/** Outputs and marks, on a file system that is not the local one, as far as Hadoop can tell. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Hadoop needs native programs there")
class OutputFolderTest {
    private static final byte[] CONTENT = {1, 2, 3};

    @TempDir
    Path temp;

    private static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.set("fs.remote.impl", RemoteFiles.class.getName());
        configuration.set("fs.full.impl", RemoteFiles.Full.class.getName());
        return configuration;
    }

    private static ArchiveImage image(String name, long modified) {
        return new ArchiveImage("remote:/in/" + name, name, 100, modified);
    }

    private OutputFolder folder() {
        return OutputFolder.of("remote://" + temp, configuration());
    }

    private List<Job> jobs(ArchiveImage... images) {
        return folder().jobs(List.of(images), ArchiveImage::name, Existing.KEEP, configuration());
    }

    @Test
    void remembersWhatIsDone() throws IOException {
        ArchiveImage image = image("a/b c.png", 5);
        Job job = jobs(image).get(0);
        folder().write(job, CONTENT, configuration());
        assertEquals(CONTENT.length, Files.size(temp.resolve("a/b c.png")));
        assertTrue(folder().isDone(job, configuration()));
        assertEquals(List.of(), jobs(image));
    }

    @Test
    void replacesTheOutputOfAChangedImage() throws IOException {
        folder().write(jobs(image("a.png", 5)).get(0), CONTENT, configuration());
        Job changed = jobs(image("a.png", 6)).get(0);
        assertFalse(folder().isDone(changed, configuration()));
        folder().write(changed, new byte[7], configuration());
        assertEquals(7, Files.size(temp.resolve("a.png")));
        assertEquals(List.of(), jobs(image("a.png", 6)));
        assertEquals(1, jobs(image("a.png", 5)).size(), "the mark of the earlier version is gone");
    }

    @Test
    void takesImagesOfTheSameNameElsewhereForOthers() throws IOException {
        folder().write(jobs(image("a.png", 5)).get(0), CONTENT, configuration());
        ArchiveImage other = new ArchiveImage("remote:/elsewhere/a.png", "a.png", 100, 5);
        assertEquals(List.of(), jobs(other), "its output is there, and not its own");
    }

    @Test
    void leavesNothingOfAFileThatCannotBeWritten() throws IOException {
        OutputFolder folder = OutputFolder.of("full://" + temp, configuration());
        Job job = new Job(image("a.png", 5), "a.png", List.of());
        assertThrows(IOException.class, () -> folder.write(job, CONTENT, configuration()));
        try (Stream<Path> files = Files.walk(temp)) {
            assertEquals(List.of(), files.filter(Files::isRegularFile).toList());
        }
    }

    @Test
    void removesWhatAKilledProcessHasLeft() throws IOException {
        Path left = temp.resolve(".samdeblur-0000.part");
        Path living = temp.resolve(".samdeblur-1111.part");
        Files.write(left, CONTENT);
        Files.write(living, CONTENT);
        Files.setLastModifiedTime(left, java.nio.file.attribute.FileTime.fromMillis(0));
        jobs(image("a.png", 5));
        assertFalse(Files.exists(left));
        assertTrue(Files.exists(living));
    }

    @Test
    void refusesAnOutputThatIsItsInput() {
        OutputFolder folder = OutputFolder.of("remote:///in", configuration());
        assertThrows(
                SamDeblurException.class,
                () -> folder.jobs(List.of(image("a.png", 5)), ArchiveImage::name, Existing.KEEP, configuration()));
    }

    @Test
    void findsImagesInFoldersAndByPatterns() throws IOException {
        Files.createDirectories(temp.resolve("2024 [x]/sub"));
        Files.createDirectories(temp.resolve("2025/out"));
        for (String name : List.of(
                "2024 [x]/1.JPG",
                "2024 [x]/sub/2.png",
                "2024 [x]/.3.png",
                "2024 [x]/4.txt",
                "2025/5.png",
                "2025/out/6.png")) {
            Files.write(temp.resolve(name), CONTENT);
        }
        Archive all = Archive.of(
                List.of("remote://" + temp + "/2024 [x]", "remote://" + temp + "/20*5"),
                Optional.of("remote://" + temp + "/2025/out"),
                configuration());
        assertEquals(
                List.of("1.JPG", "sub/2.png", "5.png"),
                all.images().stream().map(ArchiveImage::name).toList());
        assertEquals(1, all.others());
        assertThrows(
                SamDeblurException.class,
                () -> Archive.of(List.of("remote://" + temp + "/1999*"), Optional.empty(), configuration()));
    }
}
