package org.samdeblur.networks.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.engine.GraphEngine;
import org.samdeblur.networks.engine.GraphSession;
import org.samdeblur.networks.expansion.OperatorExpansion;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.graph.OnnxFiles;
import org.samdeblur.networks.graph.Value;

/**
 * What an engine has to show that goes through graphs node by node: every operator computes what it does in ONNX Runtime. The test of
 * such an engine extends this class.
 */
public abstract class OperatorContract {
    private static final float TOLERANCE = 2e-5f;

    private GraphEngine engine;

    /** For subclasses. */
    protected OperatorContract() {}

    /**
     * Opens an engine on the processor, of one thread.
     *
     * @return the engine
     */
    protected abstract GraphEngine open();

    /**
     * Lists the operators that the engine knows.
     *
     * @return ONNX's names
     */
    protected abstract Set<String> operators();

    /**
     * Reads where the project's documentation lists them.
     *
     * @return the part of the page that has them all, as code, and no other code
     * @throws IOException if it cannot be read
     */
    protected abstract String documentation() throws IOException;

    /**
     * Counts what a session holds of the runtime's memory.
     *
     * @param session a session of this engine
     * @return the number of arrays, 0 where the runtime does not tell
     */
    protected int nativeArrays(GraphSession session) {
        return 0;
    }

    /**
     * Reads the part of a page of documentation between two texts.
     *
     * @param page the page's name in docs
     * @param from the text before it
     * @param to the text after it
     * @return the part
     * @throws IOException if the page cannot be read
     */
    protected static String documentation(String page, String from, String to) throws IOException {
        String text = Files.readString(Golden.file("../docs/" + page));
        return text.substring(text.indexOf(from), text.indexOf(to));
    }

    @BeforeEach
    void openEngine() {
        engine = open();
    }

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    static List<OperatorCase> cases() {
        return OperatorCases.all();
    }

    @ParameterizedTest(name = "{index} {0}")
    @MethodSource("cases")
    void computesWhatOnnxRuntimeComputes(OperatorCase given) throws OrtException {
        Graph graph = given.graph();
        Map<String, Tensor> expected = Reference.run(graph, given.inputs());
        try (GraphSession session = engine.load(graph, Map.of())) {
            int arrays = nativeArrays(session);
            Map<String, Tensor> actual = session.run(given.inputs());
            expected.forEach((name, tensor) -> assertClose(tensor, actual.get(name)));
            assertEquals(arrays, nativeArrays(session), "arrays left behind");
        }
    }

    static List<OperatorCase> casesOnImages() {
        return cases().stream()
                .filter(given -> ImagesOfAnySize.isOnImages(given.graph()))
                .toList();
    }

    @ParameterizedTest(name = "{index} {0}")
    @MethodSource("casesOnImages")
    void computesTheSameOnImagesOfAnySizeBehindConvolutions(OperatorCase given) throws OrtException {
        Map<String, Tensor> expected = Reference.run(given.graph(), given.inputs());
        try (GraphSession session = engine.load(ImagesOfAnySize.of(given.graph()), Map.of())) {
            Map<String, Tensor> actual = session.run(given.inputs());
            expected.forEach((name, tensor) -> assertClose(tensor, actual.get(name)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "operators-djl-tensorflow/attn_einsum.onnx",
                "operators-djl-tensorflow/if_on_shape.onnx",
                "operators-djl-tensorflow/rmsnorm23.onnx",
                "operators-djl-tensorflow/swish24.onnx",
                "operators-djl-tensorflow/topk.onnx",
                "einsum-sam-encoder/encoder.onnx"
            })
    void runsWhatExportersWrite(String file) throws OrtException {
        Graph graph = OnnxFiles.read(Golden.shared("cases/" + file));
        Map<String, Tensor> given =
                graph.inputs().stream().collect(Collectors.toMap(Value::name, input -> Graphs.random(1, sizes(input))));
        Map<String, Tensor> expected = Reference.run(graph, given);
        try (GraphSession session = engine.load(graph, Map.of())) {
            Map<String, Tensor> actual = session.run(given);
            expected.forEach((name, tensor) -> Golden.assertClose(tensor, actual.get(name), 1e-4f));
        }
    }

    private static int[] sizes(Value input) {
        return IntStream.range(0, input.shape().size())
                .map(axis -> input.shape().get(axis).size().orElse(axis == 0 ? 1 : 24))
                .toArray();
    }

    private static void assertClose(Tensor expected, Tensor actual) {
        assertArrayEquals(expected.shape(), actual.shape());
        float[] a = expected.toArray();
        float[] b = actual.toArray();
        for (int i = 0; i < a.length; i++) {
            float allowed = TOLERANCE * Math.max(1, Math.abs(a[i]));
            assertTrue(
                    Float.compare(a[i], b[i]) == 0 || Math.abs(a[i] - b[i]) <= allowed,
                    "element " + i + " is " + b[i] + " instead of " + a[i]);
        }
    }

    @Test
    void everyOperatorIsTried() {
        TreeSet<String> tried =
                cases().stream().map(OperatorCase::operator).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(known(), tried);
    }

    /** Constants are no step of a program, and what is expanded is several. */
    private TreeSet<String> known() {
        TreeSet<String> names = new TreeSet<>(operators());
        names.add("Constant");
        names.addAll(OperatorExpansion.names());
        return names;
    }

    @Test
    void theDocumentationListsThem() throws IOException {
        TreeSet<String> listed = Pattern.compile("`(\\w+)`")
                .matcher(documentation())
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(known(), listed);
    }

    @Test
    void anUnknownOperatorIsNamedTogetherWithItsNode() {
        assertRefused(new Node("sharpen7", "Sharpen", List.of("x"), List.of("y"), Map.of()), "Sharpen");
        assertRefused(new Node("sharpen7", "com.acme", "Relu", List.of("x"), List.of("y"), Map.of()), "com.acme.Relu");
    }

    private void assertRefused(Node node, String operator) {
        Graph graph = new Graph(
                "strange",
                17,
                List.of(Value.unranked("x", ElementType.FLOAT)),
                List.of(Value.unranked("y", ElementType.FLOAT)),
                List.of(node),
                Map.of(),
                Map.of());
        String message = assertThrows(InvalidModelException.class, () -> engine.load(graph, Map.of()))
                .getMessage();
        assertTrue(message.contains("'sharpen7'") && message.contains(operator), message);
    }
}
