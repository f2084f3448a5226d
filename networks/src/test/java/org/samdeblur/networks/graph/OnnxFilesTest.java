package org.samdeblur.networks.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.Tensor;

class OnnxFilesTest {
    @TempDir
    Path folder;

    static List<Path> foreignModels() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("samdeblur.golden"), "foreign"))) {
            return files.filter(file -> file.toString().endsWith(".onnx"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("foreignModels")
    void readsBackWhatItWroteOfAStrangersModel(Path model) {
        Graph graph = OnnxFiles.read(model);
        Path copy = folder.resolve("copy.onnx");
        OnnxFiles.write(graph, copy);
        assertEquals(graph, OnnxFiles.read(copy));
        assertFalse(graph.nodes().isEmpty());
        assertEquals(1, graph.inputs().size());
    }

    @ParameterizedTest
    @MethodSource("foreignModels")
    void readsBackConstantsFromExternalData(Path model) {
        Graph graph = OnnxFiles.read(model);
        Path copy = folder.resolve("copy.onnx");
        OnnxFiles.writeWithExternalData(graph, copy, 64);
        assertTrue(Files.exists(folder.resolve("copy.onnx.data")));
        assertEquals(graph, OnnxFiles.read(copy));
    }

    @Test
    void leavesLargeConstantsOutOfTheBytesForARuntime() throws IOException {
        Graph graph = OnnxFiles.read(foreignModels().get(0));
        OnnxModel model = OnnxFiles.serialize(graph, 1024);
        assertFalse(model.external().isEmpty());
        model.external()
                .forEach((name, constant) -> assertEquals(graph.constants().get(name), constant));
        int left = model.external().values().stream()
                .mapToInt(constant -> constant.data().remaining())
                .sum();
        assertTrue(model.proto().remaining() < Files.size(foreignModels().get(0)) - left / 2);
    }

    @Test
    void putsAllConstantsIntoTheBytesIfNoneIsLargeEnough() throws IOException {
        Graph graph = OnnxFiles.read(foreignModels().get(0));
        OnnxModel model = OnnxFiles.serialize(graph, Integer.MAX_VALUE);
        assertEquals(Map.of(), model.external());
        ByteBuffer proto = model.proto();
        byte[] bytes = new byte[proto.remaining()];
        proto.get(bytes);
        assertEquals(graph, OnnxFiles.read(Files.write(folder.resolve("inline.onnx"), bytes)));
    }

    @ParameterizedTest
    @MethodSource("foreignModels")
    void damagedFilesGiveAClearErrorOrAGraph(Path model) throws IOException {
        byte[] intact = Files.readAllBytes(model);
        Random random = new Random(7);
        Path damaged = folder.resolve("damaged.onnx");
        for (int i = 0; i < 100; i++) {
            byte[] bytes = intact.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
            }
            readOrExplain(Files.write(damaged, bytes));
        }
    }

    @ParameterizedTest
    @MethodSource("foreignModels")
    void filesCutShortAreRefused(Path model) throws IOException {
        byte[] intact = Files.readAllBytes(model);
        Path cut = folder.resolve("cut.onnx");
        for (int length = 0; length < intact.length - 64; length += 409) {
            Files.write(cut, Arrays.copyOf(intact, length));
            InvalidModelException refused = assertThrows(InvalidModelException.class, () -> OnnxFiles.read(cut));
            assertOneLineNaming(refused, cut);
        }
    }

    private static void readOrExplain(Path file) {
        try {
            OnnxFiles.read(file);
        } catch (InvalidModelException e) {
            assertOneLineNaming(e, file);
        }
    }

    private static void assertOneLineNaming(InvalidModelException problem, Path file) {
        assertTrue(problem.getMessage().contains(file.toString()), problem.getMessage());
        assertEquals(1, problem.getMessage().lines().count(), problem.getMessage());
    }

    @Test
    void filesThatAreNoModelAreRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.onnx"), "This is a letter to a friend.\n".repeat(50));
        Path missing = folder.resolve("missing.onnx");
        for (Path file : List.of(text, missing, folder)) {
            assertOneLineNaming(assertThrows(InvalidModelException.class, () -> OnnxFiles.read(file)), file);
        }
    }

    @Test
    void externalDataOutsideOfTheFolderIsRefused() throws IOException {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Path model = inner.resolve("model.onnx");
        OnnxFiles.writeWithExternalData(oneConstant(), model, 1);
        Path data = inner.resolve("model.onnx.data");
        Path elsewhere = Files.move(data, folder.resolve("model.onnx.data"));
        Files.createSymbolicLink(data, elsewhere);
        InvalidModelException refused = assertThrows(InvalidModelException.class, () -> OnnxFiles.read(model));
        assertTrue(refused.getMessage().contains("not inside the model's folder"), refused.getMessage());
    }

    @Test
    void missingOrShortExternalDataIsNamed() throws IOException {
        Path model = folder.resolve("model.onnx");
        OnnxFiles.writeWithExternalData(oneConstant(), model, 1);
        Path data = folder.resolve("model.onnx.data");
        Files.write(data, new byte[5]);
        assertTrue(assertThrows(InvalidModelException.class, () -> OnnxFiles.read(model))
                .getMessage()
                .contains("which has only 5"));
        Files.delete(data);
        assertTrue(assertThrows(InvalidModelException.class, () -> OnnxFiles.read(model))
                .getMessage()
                .contains("'model.onnx.data' beside it"));
    }

    @Test
    void aFileThatCannotBeWrittenLeavesNothingBehind() throws IOException {
        Path target = Files.createDirectory(folder.resolve("taken.onnx"));
        Files.createFile(target.resolve("occupant"));
        assertThrows(SamDeblurException.class, () -> OnnxFiles.write(oneConstant(), target));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(target), left.toList());
        }
    }

    private static Graph oneConstant() {
        Value x = new Value("x", ElementType.FLOAT, List.of(Value.Axis.fixed(3)));
        Value y = new Value("y", ElementType.FLOAT, List.of(Value.Axis.fixed(3)));
        Node add = new Node("add", "Add", List.of("x", "weight"), List.of("y"), Map.of());
        Constant weight = Constant.of(Tensor.of(new float[] {1, 2, 3}, 3));
        return new Graph("sum", 17, List.of(x), List.of(y), List.of(add), Map.of("weight", weight), Map.of("k", "v"));
    }
}
