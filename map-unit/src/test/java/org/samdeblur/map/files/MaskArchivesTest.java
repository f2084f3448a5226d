package org.samdeblur.map.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.InvalidMaskException;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskSet;
import org.samdeblur.map.Golden;
import org.samdeblur.map.MaskSets;

class MaskArchivesTest {
    @TempDir
    private Path folder;

    @Test
    void readsWhatNumpyWrote() {
        MaskSet masks = MaskArchives.read(Golden.file("nafnet/masks_partition.npz"));

        assertEquals(4, masks.size());
        assertEquals(93, masks.height());
        assertEquals(101, masks.width());
        assertTrue(masks.labels().isPresent());
        assertEquals(93 * 101, masks.masks().stream().mapToInt(Mask::area).sum());
    }

    @Domain(MaskSets.class)
    @Property(tries = 50)
    void writtenMasksAreReadBack(@ForAll MaskSet masks) throws IOException {
        Path file = Files.createTempFile("masks", ".npz");
        try {
            MaskArchives.write(file, masks);
            assertEquals(masks, MaskArchives.read(file));
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void theSameMasksMakeTheSameFile() throws IOException {
        MaskSet masks = MaskSet.ofLabels(new ImageSize(2, 2), new int[] {0, 1, 1, -1});

        MaskArchives.write(folder.resolve("a.npz"), masks);
        MaskArchives.write(folder.resolve("b.npz"), masks);

        assertArrayEquals(Files.readAllBytes(folder.resolve("a.npz")), Files.readAllBytes(folder.resolve("b.npz")));
    }

    @Test
    void readsStoredBytesWithoutTheExtraAxis() throws IOException {
        Path file = archive(
                "masks.npy", "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 1, 3), }", 0, 7, 7, 7, 0, 0);

        assertEquals(
                MaskSet.of(
                        new ImageSize(1, 3),
                        List.of(Mask.ofRuns(new ImageSize(1, 3), 1, 2), Mask.ofRuns(new ImageSize(1, 3), 0, 1))),
                MaskArchives.read(file));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<f4 | False | (1, 1, 2, 3)",
                "|b1 | False | (6,)",
                "|b1 | False | (1, 1, 1, 2, 3)",
                "|b1 | False | (1, 2, 2, 3)",
                "|b1 | False | (1, 1, 2, 4)",
                "|b1 | False | (1, 1, 0, 3)",
                "|b1 | False | (1, 1, 50000, 50000)",
                "|b1 | False | (1, 1, 4611686018427387904, 4)",
                "|b1 | False | (1000000000, 1, 2, 3)",
                "|b1 | False | (1, 1, 2, 99999999999999999999)",
                "|b1 | Maybe | (1, 1, 2, 3)",
                "object | False | (1, 1, 2, 3)"
            },
            quoteCharacter = '"')
    void arraysOfAnotherKindOrAnImpossibleSizeAreRefused(String type, String order, String shape) throws IOException {
        String header = "{'descr': '" + type + "', 'fortran_order': " + order + ", 'shape': " + shape + ", }";
        Path file = archive("masks.npy", header, 0, 1, 1, 0, 0, 0);

        InvalidMaskException refusal = assertThrows(InvalidMaskException.class, () -> MaskArchives.read(file));

        assertTrue(refusal.getMessage().contains(file.toString()), refusal.getMessage());
    }

    @Test
    void aFlippedPixelIsNoticed() throws IOException {
        Path file = archive("masks.npy", "{'descr': '|b1', 'fortran_order': False, 'shape': (1, 1, 1, 2), }", 0, 1);
        byte[] content = Files.readAllBytes(file);
        String text = new String(content, StandardCharsets.ISO_8859_1);
        int firstPixel = text.indexOf('\n', text.indexOf("shape")) + 1;
        content[firstPixel] = 1;
        Files.write(file, content);

        assertEquals(
                "cannot read " + file + ": it is damaged: the checksum of its array 'masks' is wrong",
                assertThrows(InvalidMaskException.class, () -> MaskArchives.read(file))
                        .getMessage());
    }

    @Test
    void archivesWithoutArraysAreRefused() throws IOException {
        Path file = archive("labels.txt", "{'descr': '|u1', 'fortran_order': False, 'shape': (1, 1, 1, 1), }", 0);

        assertTrue(assertThrows(InvalidMaskException.class, () -> MaskArchives.read(file))
                .getMessage()
                .contains("no array"));
    }

    private Path archive(String entryName, String header, int... values) throws IOException {
        byte[] content = NpyFilesTest.npy(header, values);
        CRC32 crc = new CRC32();
        crc.update(content);
        Path file = folder.resolve("masks.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file), StandardCharsets.UTF_8)) {
            ZipEntry entry = new ZipEntry(entryName);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(content.length);
            entry.setCrc(crc.getValue());
            zip.putNextEntry(entry);
            zip.write(content);
        }
        return file;
    }
}
