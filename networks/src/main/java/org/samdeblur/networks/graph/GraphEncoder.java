package org.samdeblur.networks.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Turns a graph into ONNX's messages, without copying its constants. Used once. */
final class GraphEncoder {
    /** Where external constants start: at pages, so that they can be mapped. */
    private static final int ALIGNMENT = 4096;

    private static final long MAX_INLINE_BYTES = 2_000_000_000;

    private final int minBytesExternal;
    private final String location;
    private final Map<String, Constant> external = new LinkedHashMap<>();
    private long externalBytes;
    private long inlineBytes;

    private GraphEncoder(int minBytesExternal, String location) {
        this.minBytesExternal = minBytesExternal;
        this.location = location;
    }

    /** Puts all constants into the message. */
    static GraphEncoder inline() {
        return new GraphEncoder(Integer.MAX_VALUE, "");
    }

    /**
     * Leaves large constants out.
     *
     * @param minBytes how large they are at least
     * @param location the name of the file that is to hold them
     */
    static GraphEncoder external(int minBytes, String location) {
        return new GraphEncoder(minBytes, location);
    }

    /**
     * Returns the constants that were left out.
     *
     * @return them by name; they lie one behind the other in this order, each where {@link #aligned} says
     */
    Map<String, Constant> external() {
        return external;
    }

    /**
     * Encodes a graph.
     *
     * @throws IllegalArgumentException if what is not left out exceeds protobuf's limit
     */
    ModelProto encode(Graph graph) {
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(formatVersion(graph.opset()))
                .setProducerName("SamDeblur")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(graph.opset()));
        new TreeMap<>(graph.extensions())
                .forEach((domain, version) -> model.addOpsetImport(
                        OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version)));
        graph.metadata().forEach((key, value) -> model.addMetadataProps(entry(key, value)));
        GraphProto.Builder proto = encodeNodes(graph);
        graph.constants().forEach((name, constant) -> proto.addInitializer(place(name, constant)));
        if (inlineBytes > MAX_INLINE_BYTES) {
            throw new IllegalArgumentException("the graph '" + graph.name() + "' holds " + inlineBytes
                    + " bytes of constants; ONNX takes at most 2 GB unless they are external");
        }
        return model.setGraph(proto).build();
    }

    /** Returns the next position at which an external constant may start. */
    static long aligned(long position) {
        return (position + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** Returns the oldest version of the file format that knows the operators, so that old runtimes read it. */
    private static int formatVersion(int opset) {
        if (opset > 20) {
            return 10;
        }
        return opset > 18 ? 9 : 8;
    }

    private GraphProto.Builder encodeNodes(Graph graph) {
        GraphProto.Builder proto = GraphProto.newBuilder().setName(graph.name());
        graph.inputs().forEach(input -> proto.addInput(encode(input)));
        graph.outputs().forEach(output -> proto.addOutput(encode(output)));
        graph.nodes().forEach(node -> proto.addNode(encode(node)));
        return proto;
    }

    private TensorProto.Builder place(String name, Constant constant) {
        int size = constant.data().remaining();
        if (size < minBytesExternal) {
            return encode(constant).setName(name);
        }
        long offset = aligned(externalBytes);
        externalBytes = offset + size;
        external.put(name, constant);
        return header(constant)
                .setName(name)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(entry("location", location))
                .addExternalData(entry("offset", Long.toString(offset)))
                .addExternalData(entry("length", Integer.toString(size)));
    }

    private TensorProto.Builder encode(Constant constant) {
        inlineBytes += constant.data().remaining();
        return header(constant).setRawData(UnsafeByteOperations.unsafeWrap(constant.data()));
    }

    private static TensorProto.Builder header(Constant constant) {
        TensorProto.Builder proto =
                TensorProto.newBuilder().setDataType(constant.type().onnxCode());
        constant.shape().forEach(proto::addDims);
        return proto;
    }

    private NodeProto encode(Node node) {
        NodeProto.Builder proto = NodeProto.newBuilder()
                .setName(node.name())
                .setDomain(node.domain())
                .setOpType(node.operator())
                .addAllInput(node.inputs())
                .addAllOutput(node.outputs());
        // sorted, so that the same graph gives the same bytes
        new TreeMap<>(node.attributes()).forEach((name, attribute) -> proto.addAttribute(encode(name, attribute)));
        return proto.build();
    }

    private AttributeProto encode(String name, Attribute attribute) {
        AttributeProto.Builder proto = AttributeProto.newBuilder().setName(name);
        if (attribute instanceof Attribute.IntValue integer) {
            proto.setType(AttributeType.INT).setI(integer.value());
        } else if (attribute instanceof Attribute.FloatValue number) {
            proto.setType(AttributeType.FLOAT).setF(number.value());
        } else if (attribute instanceof Attribute.StringValue text) {
            proto.setType(AttributeType.STRING).setS(ByteString.copyFromUtf8(text.value()));
        } else if (attribute instanceof Attribute.IntList integers) {
            proto.setType(AttributeType.INTS).addAllInts(integers.values());
        } else if (attribute instanceof Attribute.FloatList numbers) {
            proto.setType(AttributeType.FLOATS).addAllFloats(numbers.values());
        } else if (attribute instanceof Attribute.StringList texts) {
            proto.setType(AttributeType.STRINGS);
            texts.values().forEach(text -> proto.addStrings(ByteString.copyFromUtf8(text)));
        } else if (attribute instanceof Attribute.TensorValue tensor) {
            proto.setType(AttributeType.TENSOR).setT(encode(tensor.value()));
        } else if (attribute instanceof Attribute.GraphValue graph) {
            proto.setType(AttributeType.GRAPH).setG(encodeSubgraph(graph.value()));
        }
        return proto.build();
    }

    private GraphProto.Builder encodeSubgraph(Graph graph) {
        GraphProto.Builder proto = encodeNodes(graph);
        graph.constants()
                .forEach((name, constant) ->
                        proto.addInitializer(encode(constant).setName(name)));
        return proto;
    }

    private static ValueInfoProto encode(Value value) {
        ValueInfoProto.Builder proto = ValueInfoProto.newBuilder().setName(value.name());
        if (value.type() == ElementType.UNDEFINED) {
            return proto.build();
        }
        TypeProto.Tensor.Builder type =
                TypeProto.Tensor.newBuilder().setElemType(value.type().onnxCode());
        if (value.ranked()) {
            TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
            value.shape().forEach(axis -> shape.addDim(encode(axis)));
            type.setShape(shape);
        }
        return proto.setType(TypeProto.newBuilder().setTensorType(type)).build();
    }

    private static TensorShapeProto.Dimension encode(Value.Axis axis) {
        TensorShapeProto.Dimension.Builder proto = TensorShapeProto.Dimension.newBuilder();
        if (axis.size().isPresent()) {
            proto.setDimValue(axis.size().getAsInt());
        } else if (!axis.symbol().isEmpty()) {
            proto.setDimParam(axis.symbol());
        }
        return proto.build();
    }

    private static StringStringEntryProto.Builder entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value);
    }
}
