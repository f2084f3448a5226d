package org.samdeblur.networks.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonSettingsTest {
    @TempDir
    private Path folder;

    private Map<String, Object> read(String json) throws IOException {
        return JsonSettings.read(Files.writeString(folder.resolve("config.json"), json));
    }

    @Test
    void readsOneObject() throws IOException {
        assertEquals(
                Map.of("a", 1, "b", List.of(0.5, "x"), "c", Map.of()),
                read("{\"a\": 1, \"b\": [0.5, \"x\"], \"c\": {}}"));
    }

    @Test
    void aByteOrderMarkIsSkipped() throws IOException {
        assertEquals(Map.of("a", 1), read("\uFEFF{\"a\": 1}"));
    }

    static Stream<Arguments> others() {
        return Stream.of(
                Arguments.of("", "is empty"),
                Arguments.of("null", "is not a JSON object but null"),
                Arguments.of("[1]", "is not a JSON object"),
                Arguments.of("7", "is not a JSON object"),
                Arguments.of("{\"a\": 1", "is not a JSON object"),
                Arguments.of("{\"a\": NaN}", "is not a JSON object"),
                Arguments.of("{\"a\": 1, \"a\": 2}", "is not a JSON object"),
                Arguments.of(
                        "{\"a\":" + "[".repeat(100_000),
                        "is nested too deep, or has a name or number that is too long"),
                Arguments.of("{\"a\":".repeat(5_000), "is nested too deep, or has a name or number that is too long"),
                Arguments.of(
                        "{\"a\":" + "1".repeat(1_001) + "}",
                        "is nested too deep, or has a name or number that is too long"));
    }

    @ParameterizedTest
    @MethodSource("others")
    void anythingElseIsRefusedInOneLine(String json, String message) {
        assertEquals(message, assertThrows(IOException.class, () -> read(json)).getMessage());
    }

    @Test
    void aMissingFileIsSaidToBeMissing() {
        assertEquals(
                "does not exist",
                assertThrows(IOException.class, () -> JsonSettings.read(folder.resolve("none.json")))
                        .getMessage());
    }
}
