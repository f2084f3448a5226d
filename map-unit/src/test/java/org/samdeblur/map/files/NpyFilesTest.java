package org.samdeblur.map.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.Tensor;
import org.samdeblur.map.Golden;

class NpyFilesTest {
    @TempDir
    private Path folder;

    static byte[] npy(String header, int... values) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) (header.length() + 1), 0});
        bytes.write((header + "\n").getBytes(StandardCharsets.US_ASCII));
        for (int value : values) {
            bytes.write(value);
        }
        return bytes.toByteArray();
    }

    private Tensor read(String type, String order, String shape, int... values) throws IOException {
        String header = "{'descr': '" + type + "', 'fortran_order': " + order + ", 'shape': " + shape + ", }";
        return NpyFiles.read(Files.write(folder.resolve("array.npy"), npy(header, values)));
    }

    /** NumPy itself wrote the file; writing the tensor again gives the same bytes. */
    @Test
    void writesWhatNumpyWrites() throws IOException {
        Path original = Golden.file("nafnet/map_encoder_weight3x3.npy");
        Path copy = folder.resolve("copy.npy");

        Tensor tensor = NpyFiles.read(original);
        NpyFiles.write(copy, tensor);

        assertArrayEquals(new int[] {2, 3, 3, 3}, tensor.shape());
        assertEquals(tensor, NpyFiles.read(copy));
        byte[] expected = Files.readAllBytes(original);
        byte[] written = Files.readAllBytes(copy);
        int valueBytes = tensor.size() * Float.BYTES;
        assertArrayEquals(
                Arrays.copyOfRange(expected, expected.length - valueBytes, expected.length),
                Arrays.copyOfRange(written, written.length - valueBytes, written.length));
        assertEquals(0, (written.length - valueBytes) % 64);
    }

    @Test
    void readsEveryElementType() throws IOException {
        assertArrayEquals(
                new float[] {1, -2},
                read("<f4", "False", "(2,)", 0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0).toArray());
        assertArrayEquals(
                new float[] {1}, read(">f4", "False", "(1,)", 0x3F, 0x80, 0, 0).toArray());
        assertArrayEquals(
                new float[] {1},
                read("<f8", "False", "(1,)", 0, 0, 0, 0, 0, 0, 0xF0, 0x3F).toArray());
        assertArrayEquals(
                new float[] {0, 255}, read("|u1", "False", "(2,)", 0, 255).toArray());
        assertArrayEquals(new float[] {1, 0}, read("|b1", "False", "(2,)", 1, 0).toArray());
    }

    @Test
    void readsScalarsAndEmptyArrays() throws IOException {
        assertEquals(Tensor.of(new float[] {7}), read("|u1", "False", "()", 7));
        assertArrayEquals(new int[] {0, 3}, read("|u1", "False", "(0, 3)").shape());
    }

    @Test
    void putsFortranOrderIntoRows() throws IOException {
        Tensor tensor = read("|u1", "True", "(2, 3)", 11, 21, 12, 22, 13, 23);

        assertEquals(Tensor.of(new float[] {11, 12, 13, 21, 22, 23}, 2, 3), tensor);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(2,)",
                "(4,)",
                "(2, 2)",
                "(2147483647, 2147483647)",
                "(99999999999999999999,)",
                "(-1,)",
                "(1 1,)"
            })
    void shapesThatTheFileDoesNotHoldAreRefused(String shape) {
        SamDeblurException refusal = assertThrows(SamDeblurException.class, () -> read("|u1", "False", shape, 1, 2, 3));

        assertTrue(refusal.getMessage().contains("array.npy"), refusal.getMessage());
        assertEquals(1, refusal.getMessage().lines().count(), refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<c8", "|O", "<U2", "|S8", "<M8", "<f16", "[('a', '<f4')]"})
    void otherElementTypesAreRefused(String type) {
        assertThrows(SamDeblurException.class, () -> read(type, "False", "(1,)", 1, 2, 3, 4, 5, 6, 7, 8));
    }

    @Test
    void filesCutShortAnywhereAreRefused() throws IOException {
        byte[] whole = Files.readAllBytes(Golden.file("nafnet/map_encoder_bias3x3.npy"));
        Path file = folder.resolve("short.npy");

        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            String message = assertThrows(SamDeblurException.class, () -> NpyFiles.read(file))
                    .getMessage();
            assertTrue(message.startsWith("cannot read " + file + ": it"), message);
        }
    }

    @Test
    void missingFilesAreNamed() {
        Path file = folder.resolve("missing.npy");

        assertTrue(assertThrows(SamDeblurException.class, () -> NpyFiles.read(file))
                .getMessage()
                .contains(file.toString()));
    }
}
