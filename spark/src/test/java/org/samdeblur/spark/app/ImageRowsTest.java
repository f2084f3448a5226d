package org.samdeblur.spark.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.spark.archive.ArchiveImage;

class ImageRowsTest {
    @TempDir
    Path folder;

    private static ArchiveImage image(Path file, long length) {
        return new ArchiveImage(file.toUri().toString(), file.getFileName().toString(), length, 0);
    }

    /** Hadoop leaves checksums beside files that it copies to local folders. */
    @Test
    void aChecksumOfAnEarlierVersionOfTheFileDoesNotMatter() throws IOException {
        Path file = Files.write(folder.resolve("photo.png"), new byte[] {1, 2, 3});
        byte[] staleChecksum = {'c', 'r', 'c', 0, 0, 0, 2, 0, 7, 7, 7, 7};
        Files.write(folder.resolve(".photo.png.crc"), staleChecksum);

        ImageRows.Content content = ImageRows.read(image(file, 3), new Configuration());

        assertNull(content.error());
        assertArrayEquals(new byte[] {1, 2, 3}, content.bytes());
    }

    @Test
    void aMissingFileIsAnErrorThatNamesIt() {
        ImageRows.Content content = ImageRows.read(image(folder.resolve("gone.png"), 3), new Configuration());

        assertNull(content.bytes());
        assertTrue(content.error().contains("gone.png"), content.error());
    }
}
