package org.samdeblur.map.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.InvalidMaskException;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskSet;

/** The forms in which NumPy's users save masks. */
class MaskArrayTest {
    private static final int HEIGHT = 5;
    private static final int WIDTH = 7;

    @TempDir
    private Path folder;

    private static byte[] npy(String type, boolean fortran, int[] shape, byte[] values) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long[] axes = java.util.Arrays.stream(shape).asLongStream().toArray();
        new NpyHeader(type, fortran, axes).write(out);
        out.write(values);
        return out.toByteArray();
    }

    private Path npz(String... namesAndArrays) throws IOException {
        Path file = folder.resolve("masks.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < namesAndArrays.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndArrays[i]));
                zip.write(namesAndArrays[i + 1].getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return file;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static MaskSet randomMasks(int masks, long seed) {
        Random random = new Random(seed);
        return MaskSet.of(
                new ImageSize(HEIGHT, WIDTH),
                Stream.generate(() -> {
                            boolean[] inside = new boolean[HEIGHT * WIDTH];
                            for (int i = 0; i < inside.length; i++) {
                                inside[i] = random.nextInt(3) == 0;
                            }
                            return Mask.of(new ImageSize(HEIGHT, WIDTH), inside);
                        })
                        .limit(masks)
                        .toList());
    }

    private static byte[] values(
            MaskSet masks, boolean fortran, int bytes, ByteOrder order, BiConsumer<ByteBuffer, Boolean> put) {
        ByteBuffer values =
                ByteBuffer.allocate(masks.size() * HEIGHT * WIDTH * bytes).order(order);
        List<boolean[]> dense = masks.masks().stream().map(Mask::toDense).toList();
        if (fortran) {
            for (int x = 0; x < WIDTH; x++) {
                for (int y = 0; y < HEIGHT; y++) {
                    for (boolean[] mask : dense) {
                        put.accept(values, mask[y * WIDTH + x]);
                    }
                }
            }
        } else {
            for (boolean[] mask : dense) {
                for (boolean inside : mask) {
                    put.accept(values, inside);
                }
            }
        }
        return values.array();
    }

    static Stream<Arguments> types() {
        return Stream.of(
                        Arguments.of("b1", 1, put((raw, one) -> raw.put((byte) (one ? 1 : 0)))),
                        Arguments.of("u1", 1, put((raw, one) -> raw.put((byte) (one ? 255 : 0)))),
                        Arguments.of("i1", 1, put((raw, one) -> raw.put((byte) (one ? 1 : 0)))),
                        Arguments.of("u2", 2, put((raw, one) -> raw.putShort((short) (one ? 1 : 0)))),
                        Arguments.of("i2", 2, put((raw, one) -> raw.putShort((short) (one ? 1 : 0)))),
                        Arguments.of("u4", 4, put((raw, one) -> raw.putInt(one ? 1 : 0))),
                        Arguments.of("i4", 4, put((raw, one) -> raw.putInt(one ? 1 : 0))),
                        Arguments.of("u8", 8, put((raw, one) -> raw.putLong(one ? 1 : 0))),
                        Arguments.of("i8", 8, put((raw, one) -> raw.putLong(one ? 1 : 0))),
                        Arguments.of("f2", 2, put((raw, one) -> raw.putShort((short) (one ? 0x3C00 : 0)))),
                        Arguments.of("f4", 4, put((raw, one) -> raw.putFloat(one ? 1 : -0f))),
                        Arguments.of("f8", 8, put((raw, one) -> raw.putDouble(one ? 1 : 0))))
                .flatMap(type -> Stream.of("<", ">").map(order -> {
                    Object[] parts = type.get();
                    return Arguments.of(order + parts[0], parts[1], parts[2]);
                }));
    }

    private static BiConsumer<ByteBuffer, Boolean> put(BiConsumer<ByteBuffer, Boolean> put) {
        return put;
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyTypeIsReadInEitherOrder(String type, int bytes, BiConsumer<ByteBuffer, Boolean> put) throws IOException {
        MaskSet masks = randomMasks(3, 1);
        ByteOrder order = type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        for (boolean fortran : new boolean[] {false, true}) {
            for (int[] shape : new int[][] {{3, HEIGHT, WIDTH}, {3, 1, HEIGHT, WIDTH}}) {
                byte[] array = npy(type, fortran, shape, values(masks, fortran, bytes, order, put));

                assertEquals(masks, MaskFiles.read(npz("arr_0.npy", text(array))));
                assertEquals(masks, MaskFiles.read(Files.write(folder.resolve("masks.npy"), array)));
            }
        }
    }

    @Test
    void anArrayOfTwoAxesIsOneMask() throws IOException {
        MaskSet mask = randomMasks(1, 2);
        for (boolean fortran : new boolean[] {false, true}) {
            byte[] values = values(
                    mask, fortran, 1, ByteOrder.LITTLE_ENDIAN, (raw, inside) -> raw.put((byte) (inside ? 1 : 0)));

            assertEquals(
                    mask, MaskFiles.read(npz("m.npy", text(npy("|b1", fortran, new int[] {HEIGHT, WIDTH}, values)))));
        }
    }

    @Test
    void amongSeveralArraysTheOneNamedMasksIsTaken() throws IOException {
        String one = text(npy("|b1", false, new int[] {1, 2}, new byte[] {0, 1}));
        String two = text(npy("|b1", false, new int[] {1, 2}, new byte[] {1, 1}));

        assertEquals(
                1,
                MaskFiles.read(npz("a.npy", two, "masks.npy", one))
                        .masks()
                        .get(0)
                        .area());
        Path unclear = npz("a.npy", two, "scores.npy", one);
        assertEquals(
                "cannot read " + unclear + ": it has no array named 'masks' and 2 others: a, scores",
                assertThrows(InvalidMaskException.class, () -> MaskFiles.read(unclear))
                        .getMessage());
    }

    @Test
    void labelMapsAndProbabilitiesAreNotTakenForMasks() throws IOException {
        Path labels = npz("a.npy", text(npy("|u1", false, new int[] {1, 3}, new byte[] {0, 1, 2})));
        assertTrue(assertThrows(InvalidMaskException.class, () -> MaskFiles.read(labels))
                .getMessage()
                .contains("holds 1 and 2; masks hold 0 and one other value"));

        ByteBuffer soft = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        soft.putFloat(0.25f).putFloat(Float.NaN);
        Path probabilities = npz("a.npy", text(npy("<f4", false, new int[] {1, 2}, soft.array())));
        assertTrue(assertThrows(InvalidMaskException.class, () -> MaskFiles.read(probabilities))
                .getMessage()
                .contains("holds 0.25 and NaN"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<c8", "|O", "<U1", "|S1", "<f16", "<M8"})
    void otherTypesAreRefused(String type) throws IOException {
        Path file = npz("a.npy", text(npy(type, false, new int[] {1, 1}, new byte[16])));

        assertThrows(InvalidMaskException.class, () -> MaskFiles.read(file));
    }

    @Test
    void dataAfterAnArrayIsRefused() throws IOException {
        byte[] array = npy("|b1", false, new int[] {1, 2}, new byte[] {0, 1, 1});

        assertThrows(InvalidMaskException.class, () -> MaskFiles.read(npz("a.npy", text(array))));
        Path file = Files.write(folder.resolve("masks.npy"), array);
        assertThrows(InvalidMaskException.class, () -> MaskFiles.read(file));
    }

    @Test
    void foldersAndMissingFilesAreRefused() {
        Path missing = folder.resolve("missing.npy");

        assertEquals(
                folder + " is not a file",
                assertThrows(InvalidMaskException.class, () -> MaskArchives.read(folder))
                        .getMessage());
        assertEquals(
                missing + " does not exist",
                assertThrows(InvalidMaskException.class, () -> MaskArchives.read(missing))
                        .getMessage());
    }

    @Test
    void python2sShapesAreRead() throws IOException {
        String header = "{'descr': '|b1', 'fortran_order': False, 'shape': (1L, 2L), }";
        Path file = Files.write(folder.resolve("masks.npy"), NpyFilesTest.npy(header, 0, 1));

        assertEquals(1, MaskFiles.read(file).masks().get(0).area());
    }
}
