package org.samdeblur.cli.evaluate;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {
    @TempDir
    private Path folder;

    private static WorkFolder.Temporary temporary() throws IOException {
        WorkFolder.Temporary work = (WorkFolder.Temporary) WorkFolder.open(Optional.empty());
        Files.createDirectories(work.path().resolve("network/set"));
        Files.writeString(work.path().resolve("network/set/1.png"), "");
        return work;
    }

    @Test
    void aTemporaryFolderGoesWhenItIsClosed() throws IOException {
        WorkFolder.Temporary work = temporary();

        work.close();

        assertTrue(Files.notExists(work.path()));
        assertFalse(Runtime.getRuntime().removeShutdownHook(work.removal()), "nothing is left to be removed");
    }

    @Test
    void aTemporaryFolderGoesWhenTheProgramIsStopped() throws IOException {
        WorkFolder.Temporary work = temporary();

        assertTrue(Runtime.getRuntime().removeShutdownHook(work.removal()), "it is started then");
        work.removal().run();

        assertTrue(Files.notExists(work.path()));
    }

    @Test
    void aFolderThatIsNamedStays() throws IOException {
        Path named = Files.createDirectory(folder.resolve("out"));

        try (WorkFolder work = WorkFolder.open(Optional.of(named))) {
            Files.writeString(work.path().resolve("1.png"), "");
        }

        assertTrue(Files.exists(named.resolve("1.png")));
    }
}
