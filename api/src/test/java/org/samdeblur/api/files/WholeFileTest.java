package org.samdeblur.api.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.IIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.text.Reason;

class WholeFileTest {
    @TempDir
    Path folder;

    private static WholeFile.ChannelContent text(String text) {
        return channel -> channel.write(ByteBuffer.wrap(text.getBytes()));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void aFileThatFailsHalfWayLeavesTheOldOneAndNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        IOException full = new IOException("too much");
        IOException thrown = assertThrows(
                IOException.class,
                () -> WholeFile.write(file, channel -> {
                    text("half").writeTo(channel);
                    throw full;
                }));
        assertEquals(full, thrown);
        assertEquals("old", Files.readString(file));
        assertEquals(List.of(file), files());
    }

    @Test
    void theTargetIsUntouchedUntilAllIsWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        WholeFile.write(file, channel -> {
            text("new").writeTo(channel);
            assertEquals("old", Files.readString(file));
        });
        assertEquals("new", Files.readString(file));
        assertEquals(List.of(file), files());
    }

    @Test
    void aNewFileHasThePermissionsOfAnyOther() throws IOException {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"), "no POSIX permissions");
        Path usual = Files.createFile(folder.resolve("usual"));
        Path written = folder.resolve("written");
        WholeFile.write(written, text("new"));
        assertEquals(Files.getPosixFilePermissions(usual), Files.getPosixFilePermissions(written));
    }

    @Test
    void aLinkStaysALinkToTheNewContent() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        Path link = folder.resolve("link");
        Links.make(link, file);

        WholeFile.write(link, text("new"));
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new", Files.readString(file));
    }

    @Test
    void aLinkToNothingIsRefused() {
        Path link = folder.resolve("link");
        Links.make(link, folder.resolve("nothing"));

        IOException e = assertThrows(IOException.class, () -> WholeFile.write(link, text("new")));

        assertEquals("it is a broken link", e.getMessage());
    }

    @Test
    void whatIsNoFileIsNotReplaced() {
        Path device = Path.of("/dev/null");
        assumeTrue(Files.exists(device), "no devices among files here");

        IOException e = assertThrows(IOException.class, () -> WholeFile.write(device, text("new")));

        assertEquals("it is not a regular file", e.getMessage());
        assertThrows(IOException.class, () -> WholeFile.write(folder, text("new")));
    }

    @Test
    void aFullDiskIsCalledOneWhateverAWriterWrapsAroundIt() {
        IOException full = new IOException("No space left on device");
        IOException thrown = assertThrows(
                IOException.class,
                () -> WholeFile.writeStream(folder.resolve("file"), out -> {
                    throw new IIOException("I/O error writing PNG file!", full);
                }));
        assertEquals(
                "the disk is full (No space left on device); free some space or write elsewhere", thrown.getMessage());
        assertEquals(thrown.getMessage(), Reason.of(thrown), "and once");
    }

    @Test
    void aWriterMayCloseItsChannel() throws IOException {
        WholeFile.write(folder.resolve("file"), channel -> {
            text("all").writeTo(channel);
            channel.close();
        });
        assertEquals("all", Files.readString(folder.resolve("file")));
    }
}
