package org.samdeblur.networks.graph.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.graph.Value;
import org.samdeblur.networks.graph.Value.Axis;

/** What is computed beforehand is what ONNX Runtime computes. */
class FoldConstantsTest {
    private static final Tensor IMAGE = Tensor.create(
            buffer -> {
                while (buffer.hasRemaining()) {
                    buffer.put(buffer.position());
                }
            },
            1,
            1,
            4,
            4);

    @ParameterizedTest
    @CsvSource({"4 1,1 4", "4 1,4", "4,4 1", "1 1,4", "4,1 1", "4,1", "1,4", "'',4", "4,''", "4,4", "1 4,4"})
    void integersOfOtherShapesAreTakenTogetherAsInOnnx(String left, String right) {
        for (String operator : List.of("Add", "Sub", "Mul", "Div")) {
            Graph graph = addedToTheImage(
                    List.of(new Node("it", operator, List.of("a", "b"), List.of("made"), Map.of())),
                    Map.of("a", integers(left, 7), "b", integers(right, 2)));
            assertComputesTheSame(graph);
        }
    }

    @Test
    void integersOfOneShapeAreKnownBeforehand() {
        Graph graph = addedToTheImage(
                List.of(new Node("it", "Mul", List.of("a", "b"), List.of("made"), Map.of())),
                Map.of("a", integers("4", 7), "b", integers("", 2)));
        Graph folded = assertComputesTheSame(graph);
        assertEquals(
                List.of("Cast", "Add"),
                folded.nodes().stream().map(Node::operator).toList());
    }

    @ParameterizedTest
    @CsvSource({"0", "0 1", "-1", "0 1 2"})
    void aNumberGetsAsManyAxesAsAreAsked(String axes) {
        Constant asked = Constant.ofLongs(numbers(axes));
        Graph graph = addedToTheImage(
                List.of(
                        new Node("more", "Unsqueeze", List.of("a", "axes"), List.of("more"), Map.of()),
                        new Node("rank", "Shape", List.of("more"), List.of("shape"), Map.of()),
                        new Node("it", "Size", List.of("shape"), List.of("made"), Map.of())),
                Map.of("a", integers("", 7), "axes", asked));
        assertComputesTheSame(graph);
    }

    private static long[] numbers(String text) {
        return text.isEmpty()
                ? new long[0]
                : Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
    }

    /** Integers that count up from a first one. */
    private static Constant integers(String shape, int first) {
        List<Integer> axes =
                Arrays.stream(numbers(shape)).mapToObj(Math::toIntExact).toList();
        int size = axes.stream().reduce(1, Math::multiplyExact);
        ByteBuffer bytes = ByteBuffer.allocate(size * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < size; i++) {
            bytes.putLong(first + i);
        }
        return new Constant(ElementType.INT64, axes, bytes.flip());
    }

    private static Graph addedToTheImage(List<Node> making, Map<String, Constant> constants) {
        List<Node> nodes = new ArrayList<>(making);
        nodes.add(new Node("cast", "Cast", List.of("made"), List.of("floats"), Map.of("to", Attribute.of(1L))));
        nodes.add(new Node("add", "Add", List.of("image", "floats"), List.of("result"), Map.of()));
        Axis four = Axis.fixed(4);
        return new Graph(
                "numbers",
                17,
                List.of(new Value("image", ElementType.FLOAT, List.of(Axis.fixed(1), Axis.fixed(1), four, four))),
                List.of(Value.unranked("result", ElementType.FLOAT)),
                nodes,
                constants,
                Map.of());
    }

    private static Graph assertComputesTheSame(Graph graph) {
        Graph folded = FoldConstants.ofAll().apply(graph);
        Tensor expected = OnnxRuntime.run(graph, IMAGE);
        Tensor actual = OnnxRuntime.run(folded, IMAGE);
        assertTrue(Arrays.equals(expected.shape(), actual.shape()), "another shape");
        assertEquals(0, OnnxRuntime.difference(expected, actual));
        return folded;
    }
}
