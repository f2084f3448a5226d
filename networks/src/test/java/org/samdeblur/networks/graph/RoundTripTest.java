package org.samdeblur.networks.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.samdeblur.networks.graph.Value.Axis;

/** What is written is read back as it was, and all the ways in which files hold constants are read alike. */
class RoundTripTest {
    private static final int OPSET = 17;
    private static final Map<String, Integer> EXTENSIONS = Map.of("com.example", 3);

    private Path file;

    @BeforeProperty
    void createFile() throws IOException {
        file = Files.createTempFile("round-trip", ".onnx");
    }

    @AfterProperty
    void deleteFile() throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".data"));
    }

    @Property(tries = 200)
    void aGraphIsReadBackAsItWas(@ForAll("graphs") Graph graph) {
        OnnxFiles.write(graph, file);
        assertEquals(graph, OnnxFiles.read(file));
    }

    @Property(tries = 100)
    void aGraphIsWrittenAsProtobufsOwnCodeWritesIt(@ForAll("graphs") Graph graph) throws IOException {
        OnnxFiles.write(graph, file);
        byte[] written = Files.readAllBytes(file);
        assertArrayEquals(ModelProto.parseFrom(written).toByteArray(), written);
    }

    @Property(tries = 50)
    void aGraphWithExternalDataIsReadBackAsItWas(@ForAll("graphs") Graph graph) {
        OnnxFiles.writeWithExternalData(graph, file, 1);
        assertEquals(graph, OnnxFiles.read(file));
    }

    @Example
    void constantsInTypedFieldsAreReadLikeRawOnes() throws IOException {
        Map<ElementType, TensorProto.Builder> typed = new LinkedHashMap<>();
        typed.put(ElementType.FLOAT, TensorProto.newBuilder().addFloatData(1).addFloatData(2));
        typed.put(ElementType.DOUBLE, TensorProto.newBuilder().addDoubleData(1).addDoubleData(2));
        typed.put(ElementType.INT64, TensorProto.newBuilder().addInt64Data(1).addInt64Data(2));
        for (ElementType type : List.of(ElementType.UINT32, ElementType.UINT64)) {
            typed.put(type, TensorProto.newBuilder().addUint64Data(1).addUint64Data(2));
        }
        for (ElementType type : ElementType.values()) {
            if (type != ElementType.UNDEFINED) {
                typed.putIfAbsent(type, TensorProto.newBuilder().addInt32Data(1).addInt32Data(2));
            }
        }
        GraphProto.Builder graph = oneNode("Relu", "x", "y");
        typed.forEach((type, tensor) -> graph.addInitializer(
                tensor.setName(type.name()).setDataType(type.onnxCode()).addDims(2)));
        Map<String, Constant> constants = read(graph).constants();
        for (ElementType type : typed.keySet()) {
            Constant constant = constants.get(type.name());
            assertEquals(new Constant(type, List.of(2), oneAndTwo(type)), constant);
        }
    }

    /** 16-bit floats lie in the integers' field by their bits, so 1 and 2 are tiny ones. */
    private static ByteBuffer oneAndTwo(ElementType type) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        switch (type) {
            case FLOAT -> bytes.putFloat(1).putFloat(2);
            case DOUBLE -> bytes.putDouble(1).putDouble(2);
            default -> bytes.put(0, (byte) 1).put(type.bytes(), (byte) 2).position(bytes.capacity());
        }
        return bytes.flip();
    }

    @Example
    void theOldestFilesAreRead() throws IOException {
        GraphProto.Builder proto = oneNode("Scale", "x", "y")
                .addInput(ValueInfoProto.newBuilder().setName("weight"))
                .addInitializer(TensorProto.newBuilder()
                        .setName("weight")
                        .setDataType(ElementType.FLOAT.onnxCode())
                        .addFloatData(3));
        proto.getNodeBuilder(0)
                .addAttribute(AttributeProto.newBuilder().setName("axis").setI(1))
                .addAttribute(AttributeProto.newBuilder().setName("scale").setF(0.5f))
                .addAttribute(AttributeProto.newBuilder().setName("axes").addInts(2));
        Graph graph = read(proto);
        assertEquals(1, graph.inputs().size(), "constants are no inputs");
        assertEquals(
                Map.of("axis", Attribute.of(1), "scale", Attribute.of(0.5f), "axes", Attribute.ofLongs(2)),
                graph.nodes().get(0).attributes(),
                "types are told by what is set");
    }

    @Example
    void nodesWithoutNamesGetDifferentOnes() throws IOException {
        GraphProto.Builder proto = oneNode("Relu", "x", "y").addNode(node("Relu", "y", "z"));
        List<Node> nodes = read(proto).nodes();
        assertNotEquals(nodes.get(0).name(), nodes.get(1).name());
    }

    private Graph read(GraphProto.Builder graph) throws IOException {
        ModelProto model = ModelProto.newBuilder()
                .setIrVersion(3)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(7))
                .setGraph(graph)
                .build();
        return OnnxFiles.read(Files.write(file, model.toByteArray()));
    }

    private static GraphProto.Builder oneNode(String operator, String input, String output) {
        return GraphProto.newBuilder()
                .setName("old")
                .addInput(ValueInfoProto.newBuilder().setName(input))
                .addOutput(ValueInfoProto.newBuilder().setName(output))
                .addNode(node(operator, input, output));
    }

    private static NodeProto node(String operator, String input, String output) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .addInput(input)
                .addOutput(output)
                .build();
    }

    @Provide
    Arbitrary<Graph> graphs() {
        Arbitrary<String> names = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(8);
        Arbitrary<Map<String, Constant>> constants = Arbitraries.maps(
                        names.map(name -> "constant-" + name), constants())
                .ofMaxSize(4);
        Arbitrary<List<Node>> nodes = attributes().list().ofMaxSize(4).map(RoundTripTest::chain);
        Arbitrary<Map<String, String>> metadata =
                Arbitraries.maps(names, text()).ofMaxSize(3);
        return Combinators.combine(names, axes(), nodes, constants, metadata)
                .as((name, axes, chain, weights, properties) -> new Graph(
                        name,
                        OPSET,
                        EXTENSIONS,
                        List.of(new Value("v0", ElementType.FLOAT, axes)),
                        List.of(Value.unranked("v" + chain.size(), ElementType.FLOAT)),
                        chain,
                        weights,
                        properties));
    }

    private static List<Node> chain(List<Map<String, Attribute>> attributes) {
        Node[] nodes = new Node[attributes.size()];
        for (int i = 0; i < nodes.length; i++) {
            String domain = i % 2 == 0 ? "" : "com.example";
            List<String> inputs = List.of("v" + i, "", "v0");
            nodes[i] = new Node("n" + i, domain, "Whatever", inputs, List.of("v" + (i + 1)), attributes.get(i));
        }
        return List.of(nodes);
    }

    private static Arbitrary<List<Axis>> axes() {
        Arbitrary<Axis> fixed = Arbitraries.integers().between(1, 1 << 20).map(Axis::fixed);
        Arbitrary<Axis> any = Arbitraries.of("", "height").map(Axis::any);
        return Arbitraries.oneOf(fixed, any).list().ofMaxSize(5);
    }

    private static Arbitrary<Map<String, Attribute>> attributes() {
        Arbitrary<Attribute> attribute = Arbitraries.oneOf(
                Arbitraries.longs().map(Attribute::of),
                Arbitraries.floats().map(Attribute::of),
                text().map(Attribute::of),
                Arbitraries.longs().list().ofMaxSize(3).map(Attribute.IntList::new),
                Arbitraries.floats().list().ofMaxSize(3).map(Attribute.FloatList::new),
                text().list().ofMaxSize(3).map(Attribute.StringList::new),
                constants().map(Attribute.TensorValue::new),
                constants().map(constant -> new Attribute.GraphValue(branch(constant))));
        return Arbitraries.maps(Arbitraries.of("alpha", "beta", "gamma"), attribute);
    }

    /** Any text of whole characters; a lone surrogate has no UTF-8. */
    private static Arbitrary<String> text() {
        return Arbitraries.strings().ofMaxLength(5).filter(RoundTripTest::isWellFormed);
    }

    private static boolean isWellFormed(String text) {
        return text.codePoints()
                .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    /** A graph inside a node, which reads the outer graph's input. */
    private static Graph branch(Constant constant) {
        Node add = new Node("inner", "Add", List.of("v0", "inner-constant"), List.of("sum"), Map.of());
        return new Graph(
                "branch",
                OPSET,
                EXTENSIONS,
                List.of(),
                List.of(Value.unranked("sum", ElementType.UNDEFINED)),
                List.of(add),
                Map.of("inner-constant", constant),
                Map.of());
    }

    private static Arbitrary<Constant> constants() {
        Arbitrary<ElementType> types = Arbitraries.of(ElementType.class).filter(type -> type != ElementType.UNDEFINED);
        Arbitrary<List<Integer>> shapes =
                Arbitraries.integers().between(0, 3).list().ofMaxSize(3);
        return Combinators.combine(
                        types, shapes, Arbitraries.bytes().array(byte[].class).ofSize(27 * 8))
                .as((type, shape, bytes) -> {
                    int size = shape.stream().reduce(type.bytes(), (a, b) -> a * b);
                    return new Constant(type, shape, ByteBuffer.wrap(bytes, 0, size));
                });
    }
}
