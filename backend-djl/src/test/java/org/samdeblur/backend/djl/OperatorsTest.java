package org.samdeblur.backend.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.Device;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.Tensor;
import org.samdeblur.backend.djl.operator.OperatorTable;
import org.samdeblur.networks.contract.Golden;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.graph.Value;

/** Every operator against ONNX Runtime. */
class OperatorsTest {
    private static final float TOLERANCE = 2e-5f;

    private final DjlEngine engine = DjlEngine.open(new BackendOptions(Device.cpu(), OptionalInt.of(1)));

    static List<OperatorCase> cases() {
        return OperatorCases.all();
    }

    @ParameterizedTest(name = "{index} {0}")
    @MethodSource("cases")
    void computesWhatOnnxRuntimeComputes(OperatorCase given) throws OrtException {
        Graph graph = given.graph();
        Map<String, Tensor> expected = Reference.run(graph, given.inputs());
        try (DjlSession session = engine.load(graph, Map.of())) {
            int arrays = session.arrays();
            Map<String, Tensor> actual = session.run(given.inputs());
            expected.forEach((name, tensor) -> assertClose(tensor, actual.get(name)));
            assertEquals(arrays, session.arrays(), "arrays left behind");
        }
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

    /** Constants are no step of a program. */
    private static TreeSet<String> known() {
        TreeSet<String> names = new TreeSet<>(OperatorTable.names());
        names.add("Constant");
        return names;
    }

    @Test
    void theDocumentationListsThem() throws IOException {
        String page = Files.readString(Golden.file("../docs/backends-djl.md"));
        String section = page.substring(
                page.indexOf("each is tested against ONNX Runtime:"), page.indexOf("What of them is not"));
        TreeSet<String> listed = Pattern.compile("`(\\w+)`")
                .matcher(section)
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
