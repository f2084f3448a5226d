package org.samdeblur.map.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.InvalidMaskException;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskSet;

class MaskFilesTest {
    private static final MaskSet MASKS = MaskSet.ofLabels(new ImageSize(2, 3), new int[] {0, 0, 1, 2, 0, 1});

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"masks.npz", "masks.npy", "masks.json", "masks.png", "MASKS.JSON"})
    void theNameTellsTheKind(String name) {
        Path file = folder.resolve(name);

        MaskFiles.write(file, MASKS);

        assertEquals(MASKS, MaskFiles.read(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {".npz", ".npy", ".json", ".png"})
    void namesMayBeAsLongAsFileSystemsTake(String suffix) {
        Path file = folder.resolve("m".repeat(255 - suffix.length()) + suffix);

        MaskFiles.write(file, MASKS);

        assertEquals(MASKS, MaskFiles.read(file));
    }

    @Test
    void masksOfAnImageHaveItsSize() {
        Path file = folder.resolve("masks.npz");
        MaskFiles.write(file, MASKS);

        assertEquals(MASKS, MaskFiles.read(file, new ImageSize(2, 3)));
        assertEquals(
                file + " has masks of 3×2 pixels for an image of 2×3",
                assertThrows(InvalidMaskException.class, () -> MaskFiles.read(file, new ImageSize(3, 2)))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"masks.txt", "masks", "npz"})
    void otherNamesAreRefused(String name) {
        Path file = folder.resolve(name);

        assertTrue(assertThrows(InvalidMaskException.class, () -> MaskFiles.read(file))
                .getMessage()
                .contains(".npz, .npy, .json or .png"));
        assertThrows(InvalidMaskException.class, () -> MaskFiles.write(file, MASKS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"masks.npz", "masks.npy", "masks.json", "masks.png"})
    void missingFilesAreNamed(String name) {
        Path file = folder.resolve(name);

        assertOneLineNaming(file, assertThrows(InvalidMaskException.class, () -> MaskFiles.read(file)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"masks.npz", "masks.npy", "masks.json", "masks.png"})
    void emptyFilesAndTextAreRefused(String name) throws IOException {
        Path file = folder.resolve(name);

        for (String content : List.of("", "no masks at all")) {
            Files.writeString(file, content);
            assertOneLineNaming(file, assertThrows(InvalidMaskException.class, () -> MaskFiles.read(file)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"masks.npz", "masks.npy", "masks.json", "masks.png"})
    void filesCutShortAnywhereAreRefused(String name) throws IOException {
        Path file = folder.resolve(name);
        MaskFiles.write(file, MASKS);
        byte[] whole = Files.readAllBytes(file);

        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertOneLineNaming(file, assertThrows(InvalidMaskException.class, () -> MaskFiles.read(file)));
        }
    }

    /** Whatever a flipped bit does, it does not lead to any other failure than the one announced. */
    @ParameterizedTest
    @ValueSource(strings = {"masks.npz", "masks.npy", "masks.json", "masks.png"})
    void flippedBitsAreEitherHarmlessOrRefused(String name) throws IOException {
        Path file = folder.resolve(name);
        MaskFiles.write(file, MASKS);
        byte[] whole = Files.readAllBytes(file);
        int refused = 0;

        for (int bit = 0; bit < 8 * whole.length; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, damaged);
            try {
                MaskFiles.read(file);
            } catch (InvalidMaskException refusal) {
                assertOneLineNaming(file, refusal);
                refused++;
            }
        }
        assertTrue(refused > 0);
    }

    private static void assertOneLineNaming(Path file, InvalidMaskException refusal) {
        assertTrue(refusal.getMessage().contains(file.toString()), refusal.getMessage());
        assertEquals(1, refusal.getMessage().lines().count(), refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"masks.npz", "masks.npy", "masks.json", "masks.png"})
    void nothingIsLeftWhereAFileCannotBeWritten(String name) throws IOException {
        Path blocked = Files.createDirectory(folder.resolve(name));

        assertThrows(InvalidMaskException.class, () -> MaskFiles.write(blocked, MASKS));
        assertThrows(InvalidMaskException.class, () -> MaskFiles.write(folder.resolve("nowhere/" + name), MASKS));

        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(blocked), left.toList());
        }
    }

    @Test
    void overlappingMasksHaveNoLabelMap() {
        MaskSet overlapping = MaskSet.of(
                new ImageSize(1, 3),
                List.of(Mask.ofRuns(new ImageSize(1, 3), 0, 2), Mask.ofRuns(new ImageSize(1, 3), 1, 2)));

        assertThrows(InvalidMaskException.class, () -> MaskFiles.write(folder.resolve("masks.png"), overlapping));
    }

    @ParameterizedTest
    @ValueSource(strings = {"masks.npz", "masks.npy", "masks.json", "masks.png"})
    void masksAreWrittenAndReadWithinAZipFile(String name) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(folder.resolve("masks.zip"), Map.of("create", "true"))) {
            Path file = zip.getPath("/" + name);

            MaskFiles.write(file, MASKS);

            assertEquals(MASKS, MaskFiles.read(file));
        }
    }
}
