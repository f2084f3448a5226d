package org.samdeblur.networks.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.razorvine.pickle.Opcodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.InvalidModelException;

class PyTorchLegacyTest {
    @TempDir
    private Path folder;

    @Test
    void aPublishedNetworkIsRead() {
        Checkpoint encoder = Checkpoint.open(TestWeights.shared("models/dmphn/encoder_lv1.pkl"));

        assertEquals(30, encoder.names().size());
        assertEquals("layer1.weight", encoder.names().iterator().next());
        assertEquals(List.of(32, 3, 3, 3), encoder.shape("layer1.weight"));
        assertArrayEquals(
                new float[] {0.06206785887479782f, 0.053087182343006134f, 0.05808492377400398f},
                Arrays.copyOf(TestWeights.floats(encoder.weight("layer1.weight")), 3));
        assertEquals(-232.0649357854372, sum(encoder), 1e-9);
    }

    @Test
    void aCountOfElementsThatContradictsThePickleIsReported() throws IOException {
        Path file = TestWeights.resource("types-legacy.pth", folder);
        byte[] bytes = Files.readAllBytes(file);
        // the first storage of 24 floats from -1: its count, then its first value
        byte[] begin = {24, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0x80, (byte) 0xbf};
        bytes[TestWeights.placeOf(begin, bytes)] = 23;
        Files.write(file, bytes);

        InvalidModelException e = assertThrows(InvalidModelException.class, () -> Checkpoint.open(file));

        assertTrue(e.getMessage().contains("has 23 elements instead of 24"), e.getMessage());
    }

    @Test
    void aBigEndianFileIsRefused() throws IOException {
        Path file = TestWeights.resource("types-legacy.pth", folder);
        byte[] bytes = Files.readAllBytes(file);
        byte[] key = "little_endian".getBytes(StandardCharsets.US_ASCII);
        int memo = 2;
        bytes[TestWeights.placeOf(key, bytes) + key.length + memo] = (byte) Opcodes.NEWFALSE;
        Files.write(file, bytes);

        InvalidModelException e = assertThrows(InvalidModelException.class, () -> Checkpoint.open(file));

        assertTrue(e.getMessage().contains("big-endian"), e.getMessage());
    }

    private static double sum(Checkpoint checkpoint) {
        double sum = 0;
        for (String name : checkpoint.names()) {
            FloatBuffer values = checkpoint.weight(name).toTensor().data();
            while (values.hasRemaining()) {
                sum += values.get();
            }
        }
        return sum;
    }
}
