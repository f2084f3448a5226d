package org.samdeblur.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Images in a file system that is not the default one: within a zip file. */
class FileSystemTest {
    private static final Image IMAGE = Pictures.smooth(24, 37);

    @TempDir
    Path folder;

    private FileSystem zip;

    @BeforeEach
    void open() throws IOException {
        zip = FileSystems.newFileSystem(folder.resolve("images.zip"), Map.of("create", "true"));
    }

    @AfterEach
    void close() throws IOException {
        zip.close();
    }

    @ParameterizedTest
    @EnumSource
    void imagesAreWrittenAndRead(ImageFormat format) throws IOException {
        Path file = zip.getPath("/image." + format.suffixes().get(0));

        IMAGE.write(file);
        IMAGE.write(file);

        assertEquals(Image.read(IMAGE.toBytes(format)), Image.read(file));
        try (Stream<Path> files = Files.list(zip.getPath("/"))) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void whatIsMissingIsNamed() {
        String message = assertThrows(InvalidImageException.class, () -> Image.read(zip.getPath("/missing.png")))
                .getMessage();
        assertEquals("/missing.png does not exist", message);
        assertTrue(assertThrows(InvalidImageException.class, () -> IMAGE.write(zip.getPath("/none/a.png")))
                .getMessage()
                .contains("there is no folder /none"));
    }
}
