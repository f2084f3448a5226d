package org.samdeblur.api.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFolderTest {
    @TempDir
    Path parent;

    private Path folder;

    @BeforeEach
    void name() {
        folder = parent.resolve("folder");
    }

    private static void twoFiles(Path folder) throws IOException {
        Files.writeString(folder.resolve("a"), "first");
        Files.writeString(Files.createDirectory(folder.resolve("deeper")).resolve("b"), "second");
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.toList();
        }
    }

    @Test
    void aFolderIsNotThereUntilAllIsWritten() throws IOException {
        WholeFolder.write(folder, unfinished -> {
            twoFiles(unfinished);
            assertFalse(Files.exists(folder));
        });
        assertEquals("second", Files.readString(folder.resolve("deeper").resolve("b")));
        assertEquals(List.of(folder), entries());
    }

    @Test
    void aFolderThatFailsHalfWayLeavesNothing() throws IOException {
        IOException full = new IOException("too much");
        IOException thrown = assertThrows(
                IOException.class,
                () -> WholeFolder.write(folder, unfinished -> {
                    twoFiles(unfinished);
                    throw full;
                }));
        assertSame(full, thrown);
        assertEquals(List.of(), entries());
    }

    @Test
    void anEmptyFolderIsFilled() throws IOException {
        Files.createDirectory(folder);
        WholeFolder.write(folder, WholeFolderTest::twoFiles);
        assertTrue(Files.exists(folder.resolve("a")));
    }

    @Test
    void aLinkToAnEmptyFolderStaysALink() throws IOException {
        Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
        Links.make(folder, elsewhere);

        WholeFolder.write(folder, WholeFolderTest::twoFiles);

        assertTrue(Files.isSymbolicLink(folder));
        assertEquals("first", Files.readString(elsewhere.resolve("a")));
    }

    @Test
    void theFolderAroundItHasToBeThere() {
        Path nowhere = parent.resolve("nowhere");

        IOException e = assertThrows(
                IOException.class, () -> WholeFolder.write(nowhere.resolve("folder"), WholeFolderTest::twoFiles));

        assertEquals("there is no folder " + nowhere, e.getMessage());
    }

    @Test
    void whatAKilledProcessLeftIsRemovedAndNothingElse() throws IOException {
        WholeFolder.write(parent.resolve("whole"), WholeFolderTest::twoFiles);
        Path own = Files.createDirectory(parent.resolve(".samdeblur-mine"));
        Path unfinished = Files.createDirectory(parent.resolve(".samdeblur-0815.folder.part"));
        twoFiles(unfinished);

        Leftovers.removeFrom(parent);

        assertTrue(Files.notExists(unfinished));
        assertTrue(Files.exists(own));
        assertTrue(Files.exists(parent.resolve("whole")));
    }

    @Test
    void aFolderIsReplacedOnceTheNewOneIsComplete() throws IOException {
        Path former = Files.writeString(Files.createDirectory(folder).resolve("former"), "old");

        WholeFolder.replace(folder, unfinished -> {
            twoFiles(unfinished);
            assertTrue(Files.exists(former));
        });

        assertFalse(Files.exists(former));
        assertEquals("first", Files.readString(folder.resolve("a")));
        assertEquals(List.of(folder), entries());
    }

    @Test
    void aFolderStaysWhereItsReplacementFails() throws IOException {
        Path former = Files.writeString(Files.createDirectory(folder).resolve("former"), "old");

        assertThrows(
                IOException.class,
                () -> WholeFolder.replace(folder, unfinished -> {
                    twoFiles(unfinished);
                    throw new IOException("too much");
                }));

        assertEquals("old", Files.readString(former));
        assertEquals(List.of(folder), entries());
    }

    @Test
    void aFolderIsKeptUnderAnotherNameIfItsPlaceIsTaken() throws IOException {
        Path former = Files.createDirectory(parent.resolve("moved"));
        Files.writeString(former.resolve("former"), "old");
        Path unfinished = Files.createDirectory(parent.resolve("unfinished"));
        twoFiles(unfinished);
        Files.writeString(Files.createDirectory(folder).resolve("other"), "taken");

        IOException e = assertThrows(IOException.class, () -> WholeFolder.exchange(unfinished, folder, former));

        Path kept = entries().stream()
                .filter(entry -> entry.getFileName().toString().startsWith("folder-former-"))
                .findFirst()
                .orElseThrow();
        assertTrue(e.getMessage().endsWith("; the former folder is now " + kept), e.getMessage());
        assertEquals("old", Files.readString(kept.resolve("former")));
        assertEquals("taken", Files.readString(folder.resolve("other")));
    }

    @Test
    void whatIsThereIsLeftAlone() throws IOException {
        Path diary = Files.writeString(Files.createDirectory(folder).resolve("diary.txt"), "Dear diary");
        assertThrows(FileAlreadyExistsException.class, () -> WholeFolder.write(folder, WholeFolderTest::twoFiles));
        assertThrows(FileAlreadyExistsException.class, () -> WholeFolder.write(diary, WholeFolderTest::twoFiles));
        assertEquals("Dear diary", Files.readString(diary));
        assertEquals(List.of(folder), entries());
    }
}
