package org.samdeblur.api.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
    @TempDir
    Path folder;

    private List<Path> entries() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    @Test
    void theNextFileWrittenTakesAwayWhatAKilledProcessLeft() throws IOException {
        Files.writeString(folder.resolve(".samdeblur-0815.part"), "half");
        Path others = Files.writeString(folder.resolve(".other.part"), "someone else's");

        WholeFile.writeStream(folder.resolve("file"), out -> out.write(1));

        assertEquals(List.of(others, folder.resolve("file")), entries());
    }

    @Test
    void whatThisProcessIsWritingStays() throws IOException {
        WholeFile.writeStream(folder.resolve("file"), out -> {
            out.write(1);
            Leftovers.removeFrom(folder);
        });
        WholeFolder.write(folder.resolve("folder"), unfinished -> {
            Leftovers.removeFrom(folder);
            Files.writeString(unfinished.resolve("content"), "all");
        });

        assertEquals(1, Files.size(folder.resolve("file")));
        assertEquals("all", Files.readString(folder.resolve("folder/content")));
    }

    @Test
    void whatAnotherProcessIsWritingStaysUntilItIsKilled() throws Exception {
        Path file = Files.writeString(folder.resolve(".samdeblur-other-1.part"), "half");
        Path guarded = Files.createDirectory(folder.resolve(".samdeblur-other-1.folder.part"));
        Files.writeString(guarded.resolve("content"), "half");
        Process other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        Path.of(Locker.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toURI())
                                .toString(),
                        "-Xmx32m",
                        Locker.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = other.inputReader()) {
            assertEquals("locked", said.readLine());

            Leftovers.removeFrom(folder);
            assertTrue(Files.exists(file));
            assertTrue(Files.exists(guarded));
        } finally {
            other.destroyForcibly().waitFor();
        }

        Leftovers.removeFrom(folder);
        assertFalse(Files.exists(file));
        assertFalse(Files.exists(guarded));
    }

    /** Holds a lock until it is killed. */
    static final class Locker {
        public static void main(String[] arguments) throws Exception {
            try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE)) {
                channel.lock();
                System.out.println("locked");
                Thread.sleep(60_000);
            }
        }
    }
}
