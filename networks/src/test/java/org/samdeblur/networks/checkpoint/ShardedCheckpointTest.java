package org.samdeblur.networks.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.graph.Constant;

class ShardedCheckpointTest {
    private static final Constant ONE = Constant.of(Tensor.of(new float[] {1}, 1));
    private static final Constant TWO = Constant.of(Tensor.of(new float[] {2}, 1));

    @TempDir
    private Path folder;

    @BeforeEach
    void write() {
        Safetensors.write(folder.resolve("model-00001-of-00002.safetensors"), Map.of("net.a", ONE));
        Safetensors.write(folder.resolve("model-00002-of-00002.safetensors"), Map.of("net.b", TWO));
    }

    @Test
    void weightsComeFromTheFilesThatTheIndexNames() throws IOException {
        Path index = index("""
                {"metadata": {"total_size": 8}, "weight_map": {
                "net.b": "model-00002-of-00002.safetensors", "net.a": "model-00001-of-00002.safetensors"}}""");

        Checkpoint checkpoint = Checkpoint.open(index);

        assertEquals(List.of("net.b", "net.a"), List.copyOf(checkpoint.names()));
        assertEquals(TWO, checkpoint.weight("net.b"));
        assertEquals(List.of(1), checkpoint.shape("net.a"));
        assertEquals(ONE, Checkpoint.open(index, "net").weight("a"));
        assertThrows(InvalidModelException.class, () -> checkpoint.weight("net.c"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "`{\"weight_map\": {\"a\": \"../model.safetensors\"}}`                    | not beside it",
                "`{\"weight_map\": {\"a\": 7}}`                                           | not beside it",
                "`{\"weight_map\": {\"a\": \"model-00003-of-00003.safetensors\"}}`        | no such file",
                "`{\"weight_map\": {\"a\": \"model-00001-of-00002.safetensors\"}}`        | has no weight 'a'",
                "`{\"weight_map\": {\"a\": \"model.safetensors.index.json\"}}`            | JSON text",
                "`{}`                                                                     | no weight_map",
                "`[1]`                                                                    | not a JSON object",
                "`<html>`                                                                 | not a JSON object",
            })
    void anIndexThatMakesNoSenseIsRefused(String json, String problem) throws IOException {
        Path index = index(json);

        InvalidModelException e = assertThrows(InvalidModelException.class, () -> Checkpoint.open(index));

        assertTrue(e.getMessage().contains(problem), e.getMessage());
    }

    @Test
    void jsonOfAnyDepthIsRefused() throws IOException {
        Path index = index("{\"weight_map\": " + "[".repeat(5_000) + "]".repeat(5_000) + "}");

        assertThrows(InvalidModelException.class, () -> Checkpoint.open(index));
    }

    private Path index(String json) throws IOException {
        return Files.writeString(folder.resolve("model.safetensors.index.json"), json);
    }
}
