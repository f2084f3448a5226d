package org.samdeblur.networks.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;

class SafetensorsTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsReadBack() {
        Map<String, Constant> weights = new LinkedHashMap<>();
        weights.put("flag", new Constant(ElementType.BOOL, List.of(3), ByteBuffer.wrap(new byte[] {1, 0, 1})));
        weights.put("w \"ä\"", Constant.of(Tensor.of(new float[] {1, -2, 3.5f, 4, 5, 6}, 2, 3)));
        weights.put("count", Constant.ofLongs(Long.MIN_VALUE));
        weights.put("empty", Constant.of(Tensor.zeros(0, 7)));
        Path file = folder.resolve("weights.safetensors");

        Safetensors.write(file, weights);

        Checkpoint checkpoint = Checkpoint.open(file);
        assertEquals(List.copyOf(weights.keySet()), List.copyOf(checkpoint.names()));
        weights.forEach((name, weight) -> assertEquals(weight, checkpoint.weight(name), name));
        assertEquals(List.of(0, 7), checkpoint.shape("empty"));
    }

    @Test
    void everyWeightIsAlignedInTheFile() throws IOException {
        Map<String, Constant> weights = new LinkedHashMap<>();
        weights.put("a", new Constant(ElementType.UINT8, List.of(1), ByteBuffer.allocate(1)));
        weights.put("b", Constant.of(Tensor.zeros(3)));
        weights.put("c", Constant.ofLongs(1));
        Path file = folder.resolve("weights.safetensors");

        Safetensors.write(file, weights);

        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertEquals(
                0,
                ByteBuffer.wrap(Files.readAllBytes(file))
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .getLong()
                        % 8);
        assertTrue(text.contains("\"data_offsets\":[0,8]"), text);
        assertTrue(text.contains("\"data_offsets\":[8,20]"), text);
        assertTrue(text.contains("\"data_offsets\":[20,21]"), text);
    }

    @Test
    void anExistingFileIsReplacedAndNothingIsLeftBesideIt() throws IOException {
        Path file = folder.resolve("weights.safetensors");
        Files.writeString(file, "old");

        Safetensors.write(file, Map.of("w", Constant.ofLongs(1)));

        assertEquals(1, Checkpoint.open(file).weight("w").data().getLong());
        try (var files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void aFolderThatIsNotThereIsReported() {
        Path file = folder.resolve("missing/weights.safetensors");

        SamDeblurException e =
                assertThrows(SamDeblurException.class, () -> Safetensors.write(file, Map.of("w", Constant.ofLongs(1))));

        assertTrue(e.getMessage().startsWith("cannot write " + file), e.getMessage());
    }

    @Test
    void textsBesideTheWeightsAreReadBack() {
        Path file = folder.resolve("weights.safetensors");

        Safetensors.write(file, Map.of("w", Constant.ofLongs(1)), Map.of("licence", "Apache-2.0 \"or\" so"));

        Checkpoint checkpoint = Checkpoint.open(file);
        assertEquals(Map.of("licence", "Apache-2.0 \"or\" so"), checkpoint.metadata());
        assertEquals(Set.of("w"), checkpoint.names());
    }

    @Test
    void metadataThatTheFormatForbidsIsPassedOver() throws IOException {
        String weight = "\"w\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}";
        for (String metadata : List.of("7", "null", "[]", "{\"a\":1,\"b\":{}}")) {
            Path file = write("{\"__metadata__\":" + metadata + "," + weight + "}", new byte[1]);

            assertEquals(Map.of(), Checkpoint.open(file).metadata(), metadata);
        }
    }

    @Test
    void theNameOfTheMetadataIsTaken() {
        Map<String, Constant> weights = Map.of("__metadata__", Constant.ofLongs(1));

        assertThrows(IllegalArgumentException.class, () -> Safetensors.write(folder.resolve("w.safetensors"), weights));
    }

    @Test
    void aFileAsPythonWritesItIsRead() throws IOException {
        Path file = write("""
                {"__metadata__":{"format":"pt"},"h":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},\
                "b":{"dtype":"BF16","shape":[],"data_offsets":[4,6]}}   \
                """, new byte[] {0, 0x3c, 0, (byte) 0xc0, 0x20, 0x41});

        Checkpoint checkpoint = Checkpoint.open(file);

        assertEquals(List.of("h", "b"), List.copyOf(checkpoint.names()));
        assertArrayEquals(new float[] {1, -2}, TestWeights.floats(checkpoint.weight("h")));
        assertArrayEquals(new float[] {10}, TestWeights.floats(checkpoint.weight("b")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[[[[", "{\"a\":", "1e", "1", "\"\\ud800"})
    void aHeaderBeyondTheParsersLimitsIsRefused(String part) throws IOException {
        String value = part.repeat(5_000);
        Path file = write("{\"w\":" + value + "}", new byte[0]);

        InvalidModelException e = assertThrows(InvalidModelException.class, () -> Checkpoint.open(file));

        assertTrue(e.getMessage().contains("is not a JSON object"), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "`{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,16]}}`               | does not fill",
                "`{\"w\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[-16,0]}}`              | offset that is not an integer",
                "`{\"w\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[16,0]}}`               | cut short",
                "`{\"w\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[8,24]}}`               | cut short",
                "`{\"w\":{\"dtype\":\"F32\",\"shape\":[1e9],\"data_offsets\":[0,16]}}`             | axis whose size is not an integer",
                "`{\"w\":{\"dtype\":\"F32\",\"shape\":[9999999999],\"data_offsets\":[0,16]}}`      | axis whose size is not an integer",
                "`{\"w\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647,9],\"data_offsets\":[0,16]}}` | impossible",
                "`{\"w\":{\"dtype\":\"F8_E4M3\",\"shape\":[16],\"data_offsets\":[0,16]}}`          | 'F8_E4M3'",
                "`{\"w\":{\"dtype\":\"F32\",\"shape\":[4]}}`                                       | not described",
                "`{\"w\":[0,16]}`                                                                  | not described",
                "`{\"w\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}}`               | belong to no weight",
                "`{\"w\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[4,16]}}`               | leaves a gap",
                "`{\"w\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]},\"v\":{\"dtype\":\"F32\",\"shape\":[2],"
                        + "\"data_offsets\":[8,16]}}`                                              | overlaps",
                "`{\"w\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]},\"w\":{\"dtype\":\"F32\",\"shape\":[4],"
                        + "\"data_offsets\":[0,16]}}`                                              | not a JSON object",
                "`{\"w\":`                                                                         | not a JSON object",
                "`{}`                                                                              | belong to no weight"
            })
    void aHeaderThatContradictsItselfOrTheFileIsReported(String header, String problem) throws IOException {
        Path file = write(header, new byte[16]);

        InvalidModelException e = assertThrows(InvalidModelException.class, () -> Checkpoint.open(file));

        assertTrue(e.getMessage().startsWith(file.toString()) && e.getMessage().contains(problem), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
    }

    @Test
    void aFileWithoutWeightsIsNoCheckpoint() throws IOException {
        Path file = write("{\"__metadata__\":{\"format\":\"pt\"}}", new byte[0]);

        InvalidModelException e = assertThrows(InvalidModelException.class, () -> Checkpoint.open(file));

        assertEquals(file + " holds no weights", e.getMessage());
    }

    @Test
    void aHeaderLongerThanTheFileIsReported() throws IOException {
        Path file = folder.resolve("w.safetensors");
        Files.write(
                file,
                ByteBuffer.allocate(10)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(900)
                        .put((byte) '{')
                        .array());

        InvalidModelException e = assertThrows(InvalidModelException.class, () -> Checkpoint.open(file));

        assertTrue(e.getMessage().contains("a header of 900 bytes in a file of 10"), e.getMessage());
    }

    private Path write(String header, byte[] data) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes =
                ByteBuffer.allocate(Long.BYTES + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        Path file = folder.resolve("w.safetensors");
        return Files.write(file, bytes.putLong(json.length).put(json).put(data).array());
    }
}
