package org.samdeblur.networks.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.networks.contract.PickleWriter;
import org.samdeblur.networks.graph.Constant;

/** Whatever happens to a file, it is read or refused in one line that names it; nothing else is ever thrown. */
@Tag("once")
class DamagedCheckpointTest {
    @TempDir
    private Path folder;

    @Test
    void aMissingFileIsNamed() {
        Path file = folder.resolve("none.pth");

        assertEquals(
                file + ": no such file",
                assertThrows(InvalidModelException.class, () -> Checkpoint.open(file))
                        .getMessage());
    }

    @Test
    void aFolderIsNoCheckpoint() {
        assertRefused(folder, "give a checkpoint file");
    }

    @Test
    void anEmptyFileIsNoCheckpoint() throws IOException {
        assertRefused(Files.createFile(folder.resolve("empty.pth")), "the file is empty");
    }

    @Test
    void emptyContentIsNoCheckpoint() {
        Path name = Path.of("resource.safetensors");

        InvalidModelException e =
                assertThrows(InvalidModelException.class, () -> Checkpoint.of(name, ByteBuffer.allocate(0)));

        assertEquals("resource.safetensors: the file is empty; download or copy it again", e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "PK", "version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "<!DOCTYPE html>"})
    void textIsNoCheckpoint(String text) throws IOException {
        assertRefused(Files.writeString(folder.resolve("text.pth"), text), "is ");
    }

    @Test
    void aPickleOfAnythingElseIsNoCheckpoint() throws IOException {
        byte[] pickle = new PickleWriter().text("hello").stop();

        assertRefused(Files.write(folder.resolve("hello.pkl"), pickle), "not written by torch.save");
    }

    @ParameterizedTest
    @ValueSource(strings = {"types-zip.pth", "types-legacy.pth", "training-run.pth", "types.safetensors"})
    void aFileCutShortAnywhereIsRefused(String name) throws IOException {
        Path file = original(name);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (long length = channel.size() - 1; length >= 0; length--) {
                channel.truncate(length);

                assertTrue(refusal(file).isPresent(), "read in spite of being cut to " + length + " bytes");
            }
        }
    }

    @Test
    void aLargerFileCutShortAtEveryHundredthIsRefused() throws IOException {
        Path file = folder.resolve("segnafnet.pth");
        Files.copy(TestWeights.GOLDEN.resolve("nafnet/segnafnet.pth"), file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long size = channel.size();
            for (int percent = 99; percent >= 0; percent--) {
                channel.truncate(size * percent / 100);

                assertTrue(refusal(file).isPresent(), "read in spite of being cut to " + percent + " %");
            }
        }
    }

    /** The checksums of the zip format cover the description as well as the weights. */
    @ParameterizedTest
    @ValueSource(strings = {"types-zip.pth", "training-run.pth"})
    void aFlippedByteInAZipIsNoticedOrHarmless(String name) throws IOException {
        Path file = original(name);
        Map<String, Constant> expected = copied(weights(file));
        forEveryFlip(file, flip -> {
            if (refusal(file).isEmpty()) {
                assertEquals(expected, weights(file), flip);
            }
        });
    }

    /** Without checksums a weight may come out different; but it comes out, or the file is refused. */
    @ParameterizedTest
    @ValueSource(strings = {"types-legacy.pth", "types.safetensors"})
    void aFlippedByteInAFileWithoutChecksumsNeverEndsInAnotherFailure(String name) throws IOException {
        Path file = original(name);
        List<String> refused = new ArrayList<>();
        forEveryFlip(file, flip -> refusal(file).ifPresent(refused::add));
        assertTrue(refused.size() > 0, "no flip of any byte was noticed");
    }

    @Test
    void aFlippedWeightIsReportedWhenItIsRead() throws IOException {
        Path original = original("types-zip.pth");
        byte[] bytes = Files.readAllBytes(original);
        // the storage of 'float64' is the only place with -0.875 in eight bytes
        int place = TestWeights.placeOf(new byte[] {0, 0, 0, 0, 0, 0, (byte) 0xec, (byte) 0xbf}, bytes);
        bytes[place + 6] ^= 0x10;
        Path flipped = Files.write(folder.resolve("flipped.pth"), bytes);

        Checkpoint checkpoint = Checkpoint.open(flipped);

        checkpoint.weight("float32");
        InvalidModelException e = assertThrows(InvalidModelException.class, () -> checkpoint.weight("float64"));
        assertTrue(e.getMessage().contains("do not match their checksum"), e.getMessage());
    }

    @Test
    void aFileThatChangesWhileItIsOpenIsReported() throws IOException {
        Path file = original("types-zip.pth");
        Checkpoint checkpoint = Checkpoint.open(file);

        Files.writeString(file, "shorter now");

        InvalidModelException e = assertThrows(InvalidModelException.class, () -> checkpoint.weight("float32"));
        assertTrue(e.getMessage().contains("has changed since it was opened"), e.getMessage());
    }

    @Test
    void aNameThatIsNotThereIsReported() {
        Checkpoint checkpoint = Checkpoint.open(original("types-zip.pth"));

        InvalidModelException e = assertThrows(InvalidModelException.class, () -> checkpoint.weight("flaot32"));

        assertTrue(e.getMessage().contains("has no weight 'flaot32' among its 18"), e.getMessage());
        assertThrows(InvalidModelException.class, () -> checkpoint.shape("flaot32"));
    }

    private Path original(String name) {
        if (!name.equals("types.safetensors")) {
            return TestWeights.resource(name, folder);
        }
        Path file = folder.resolve(name);
        Safetensors.write(file, weights(TestWeights.resource("types-zip.pth", folder)));
        return file;
    }

    /** Flips every byte of a file in turn: a bit of it or all of it, alternately. */
    private static void forEveryFlip(Path file, Consumer<String> check) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int i = 0; i < bytes.length; i++) {
                int mask = i % 2 == 0 ? 1 << i / 2 % 8 : 0xff;
                channel.write(ByteBuffer.wrap(new byte[] {(byte) (bytes[i] ^ mask)}), i);
                check.accept("byte " + i + " flipped by " + mask);
                channel.write(ByteBuffer.wrap(bytes, i, 1), i);
            }
        }
    }

    /** What is mapped would change with the file. */
    private static Map<String, Constant> copied(Map<String, Constant> weights) {
        Map<String, Constant> copies = new LinkedHashMap<>();
        weights.forEach((name, weight) -> {
            ByteBuffer bytes = ByteBuffer.allocate(weight.data().remaining());
            copies.put(
                    name,
                    new Constant(
                            weight.type(),
                            weight.shape(),
                            bytes.put(weight.data()).flip()));
        });
        return copies;
    }

    private static Map<String, Constant> weights(Path file) {
        Checkpoint checkpoint = Checkpoint.open(file);
        Map<String, Constant> weights = new LinkedHashMap<>();
        checkpoint.names().forEach(name -> weights.put(name, checkpoint.weight(name)));
        return weights;
    }

    /** Reads all of a file; returns the message if it is refused. */
    private static Optional<String> refusal(Path file) {
        try {
            TestWeights.readAll(Checkpoint.open(file));
            return Optional.empty();
        } catch (InvalidModelException e) {
            assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
            assertEquals(1, e.getMessage().lines().count(), e.getMessage());
            return Optional.of(e.getMessage());
        }
    }

    private static void assertRefused(Path file, String problem) {
        String message = refusal(file).orElseThrow(() -> new AssertionError("was read: " + file));
        assertTrue(message.contains(problem), message);
    }
}
