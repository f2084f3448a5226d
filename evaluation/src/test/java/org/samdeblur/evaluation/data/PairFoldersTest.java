package org.samdeblur.evaluation.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.SamDeblurException;

class PairFoldersTest {
    @TempDir
    private Path dataSet;

    private static void createPair(Path parent) throws IOException {
        Files.createDirectories(parent.resolve("input"));
        Files.createDirectories(parent.resolve("target"));
    }

    private String messageOf(Path folder) {
        return assertThrows(SamDeblurException.class, () -> PairFolders.of(folder, "test"))
                .getMessage();
    }

    @Test
    void aDataSetIsPreferredToItsPart() throws IOException {
        createPair(dataSet.resolve("test"));
        assertEquals(
                dataSet.resolve("test/input"), PairFolders.of(dataSet, "test").input());

        createPair(dataSet);
        assertEquals(dataSet.resolve("input"), PairFolders.of(dataSet, "test").input());
        assertEquals(dataSet.resolve("target"), PairFolders.of(dataSet, "test").target());
    }

    @Test
    void bothFoldersAreRequired() throws IOException {
        Files.createDirectories(dataSet.resolve("input"));

        assertEquals(Optional.empty(), PairFolders.find(dataSet, "train"));
        assertEquals(
                dataSet + " holds no pairs: neither it nor its subfolder test has the folders input and target",
                messageOf(dataSet));
    }

    @Test
    void aMissingDataSetIsSaidToBeMissing() {
        Path missing = dataSet.resolve("missing");

        assertEquals("the folder " + missing + " does not exist", messageOf(missing));
    }
}
