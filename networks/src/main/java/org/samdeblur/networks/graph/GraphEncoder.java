package org.samdeblur.networks.graph;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.samdeblur.networks.graph.message.AttributeProto;
import org.samdeblur.networks.graph.message.AttributeProto.Type;
import org.samdeblur.networks.graph.message.GraphProto;
import org.samdeblur.networks.graph.message.MessageWriter;
import org.samdeblur.networks.graph.message.ModelProto;
import org.samdeblur.networks.graph.message.NodeProto;
import org.samdeblur.networks.graph.message.OperatorSetIdProto;
import org.samdeblur.networks.graph.message.StringStringEntryProto;
import org.samdeblur.networks.graph.message.TensorProto;
import org.samdeblur.networks.graph.message.TypeProto;
import org.samdeblur.networks.graph.message.ValueInfoProto;

/** Converts a graph to ONNX's messages without copying its constants. For one use. */
final class GraphEncoder {
    /** External constants start at page boundaries, so that they can be mapped. */
    private static final int ALIGNMENT = 4096;

    private static final long MAX_INLINE_BYTES = 2_000_000_000;

    private final int minBytesExternal;
    private final String location;
    private final ToLongFunction<Constant> offsets;
    private final Map<String, Constant> external = new LinkedHashMap<>();
    private long inlineBytes;

    private GraphEncoder(int minBytesExternal, String location, ToLongFunction<Constant> offsets) {
        this.minBytesExternal = minBytesExternal;
        this.location = location;
        this.offsets = offsets;
    }

    /** Returns an encoder that puts all constants into the message. */
    static GraphEncoder inline() {
        return external(Integer.MAX_VALUE, "");
    }

    /**
     * Returns an encoder that makes large constants external.
     *
     * @param minBytes the size from which constants are external
     * @param location the name of the file for them
     */
    static GraphEncoder external(int minBytes, String location) {
        return external(minBytes, location, new OneBehindTheOther());
    }

    /**
     * Returns an encoder that makes large constants external.
     *
     * @param minBytes the size from which constants are external
     * @param location the location of the constants
     * @param offsets returns the position of a constant there; called once per constant
     */
    static GraphEncoder external(int minBytes, String location, ToLongFunction<Constant> offsets) {
        return new GraphEncoder(minBytes, location, offsets);
    }

    /** Places constants in the order of the calls, at {@link #aligned} positions. */
    private static final class OneBehindTheOther implements ToLongFunction<Constant> {
        private long end;

        @Override
        public long applyAsLong(Constant constant) {
            long offset = aligned(end);
            end = offset + constant.data().remaining();
            return offset;
        }
    }

    /**
     * Returns the constants that are external.
     *
     * @return them by name, in the order in which they were placed
     */
    Map<String, Constant> external() {
        return external;
    }

    /**
     * Encodes a graph.
     *
     * @throws IllegalArgumentException if the message exceeds protobuf's limit
     */
    MessageWriter encode(Graph graph) {
        MessageWriter proto = encodeGraph(graph, this::place);
        if (inlineBytes > MAX_INLINE_BYTES) {
            throw new IllegalArgumentException("the graph '" + graph.name() + "' has " + inlineBytes
                    + " bytes of constants; an ONNX model holds at most 2 GB unless they are external");
        }
        MessageWriter model = new MessageWriter()
                .integer(ModelProto.IR_VERSION, formatVersion(graph.opset()))
                .text(ModelProto.PRODUCER_NAME, "SamDeblur")
                .message(ModelProto.GRAPH, proto)
                .message(ModelProto.OPSET_IMPORT, operatorSet("", graph.opset()));
        new TreeMap<>(graph.extensions())
                .forEach((domain, version) -> model.message(ModelProto.OPSET_IMPORT, operatorSet(domain, version)));
        graph.metadata().forEach((key, value) -> model.message(ModelProto.METADATA_PROPS, entry(key, value)));
        return model;
    }

    private static MessageWriter operatorSet(String domain, int version) {
        return new MessageWriter().text(OperatorSetIdProto.DOMAIN, domain).integer(OperatorSetIdProto.VERSION, version);
    }

    /** Returns the next position at which an external constant may start. */
    static long aligned(long position) {
        return (position + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** Returns the oldest version of the file format that supports the operators, so that old runtimes can read the file. */
    private static int formatVersion(int opset) {
        if (opset > 20) {
            return 10;
        }
        return opset > 18 ? 9 : 8;
    }

    private interface ConstantWriter {
        MessageWriter write(String name, Constant constant);
    }

    /** Writes fields in the order of their numbers, as is usual. */
    private MessageWriter encodeGraph(Graph graph, ConstantWriter constants) {
        MessageWriter proto = new MessageWriter();
        graph.nodes().forEach(node -> proto.message(GraphProto.NODE, encode(node)));
        proto.text(GraphProto.NAME, graph.name());
        graph.constants()
                .forEach((name, constant) -> proto.message(GraphProto.INITIALIZER, constants.write(name, constant)));
        graph.inputs().forEach(input -> proto.message(GraphProto.INPUT, encode(input)));
        graph.outputs().forEach(output -> proto.message(GraphProto.OUTPUT, encode(output)));
        return proto;
    }

    private MessageWriter place(String name, Constant constant) {
        int size = constant.data().remaining();
        if (size < minBytesExternal) {
            return inside(name, constant);
        }
        long offset = offsets.applyAsLong(constant);
        external.put(name, constant);
        return header(constant)
                .text(TensorProto.NAME, name)
                .message(TensorProto.EXTERNAL_DATA, entry("location", location))
                .message(TensorProto.EXTERNAL_DATA, entry("offset", Long.toString(offset)))
                .message(TensorProto.EXTERNAL_DATA, entry("length", Integer.toString(size)))
                .integer(TensorProto.DATA_LOCATION, TensorProto.EXTERNAL);
    }

    private MessageWriter inside(String name, Constant constant) {
        inlineBytes += constant.data().remaining();
        return header(constant).text(TensorProto.NAME, name).bytes(TensorProto.RAW_DATA, constant.data());
    }

    private MessageWriter unnamed(Constant constant) {
        inlineBytes += constant.data().remaining();
        return header(constant).bytes(TensorProto.RAW_DATA, constant.data());
    }

    private static MessageWriter header(Constant constant) {
        MessageWriter proto = new MessageWriter();
        constant.shape().forEach(axis -> proto.integer(TensorProto.DIMS, axis));
        return proto.integer(TensorProto.DATA_TYPE, constant.type().onnxCode());
    }

    private MessageWriter encode(Node node) {
        MessageWriter proto = new MessageWriter();
        node.inputs().forEach(input -> proto.text(NodeProto.INPUT, input));
        node.outputs().forEach(output -> proto.text(NodeProto.OUTPUT, output));
        proto.text(NodeProto.NAME, node.name()).text(NodeProto.OP_TYPE, node.operator());
        // sorted, so that the same graph gives the same bytes
        new TreeMap<>(node.attributes())
                .forEach((name, attribute) -> proto.message(NodeProto.ATTRIBUTE, encode(name, attribute)));
        return proto.text(NodeProto.DOMAIN, node.domain());
    }

    private MessageWriter encode(String name, Attribute attribute) {
        MessageWriter proto = new MessageWriter().text(AttributeProto.NAME, name);
        if (attribute instanceof Attribute.IntValue integer) {
            return typed(Type.INT, proto.integer(AttributeProto.I, integer.value()));
        }
        if (attribute instanceof Attribute.FloatValue number) {
            return typed(Type.FLOAT, proto.number(AttributeProto.F, number.value()));
        }
        if (attribute instanceof Attribute.StringValue text) {
            return typed(Type.STRING, proto.text(AttributeProto.S, text.value()));
        }
        if (attribute instanceof Attribute.IntList integers) {
            integers.values().forEach(value -> proto.integer(AttributeProto.INTS, value));
            return typed(Type.INTS, proto);
        }
        if (attribute instanceof Attribute.FloatList numbers) {
            numbers.values().forEach(value -> proto.number(AttributeProto.FLOATS, value));
            return typed(Type.FLOATS, proto);
        }
        if (attribute instanceof Attribute.StringList texts) {
            texts.values().forEach(text -> proto.text(AttributeProto.STRINGS, text));
            return typed(Type.STRINGS, proto);
        }
        if (attribute instanceof Attribute.TensorValue tensor) {
            return typed(Type.TENSOR, proto.message(AttributeProto.T, unnamed(tensor.value())));
        }
        Graph graph = ((Attribute.GraphValue) attribute).value();
        return typed(Type.GRAPH, proto.message(AttributeProto.G, encodeGraph(graph, this::inside)));
    }

    private static MessageWriter typed(Type type, MessageWriter attribute) {
        return attribute.integer(AttributeProto.TYPE, type.ordinal());
    }

    private static MessageWriter encode(Value value) {
        MessageWriter proto = new MessageWriter().text(ValueInfoProto.NAME, value.name());
        if (value.type() == ElementType.UNDEFINED) {
            return proto;
        }
        MessageWriter tensor =
                new MessageWriter().integer(TypeProto.ELEM_TYPE, value.type().onnxCode());
        if (value.ranked()) {
            MessageWriter shape = new MessageWriter();
            value.shape().forEach(axis -> shape.message(TypeProto.DIM, encode(axis)));
            tensor.message(TypeProto.SHAPE, shape);
        }
        return proto.message(ValueInfoProto.TYPE, new MessageWriter().message(TypeProto.TENSOR_TYPE, tensor));
    }

    private static MessageWriter encode(Value.Axis axis) {
        MessageWriter proto = new MessageWriter();
        if (axis.size().isPresent()) {
            proto.integer(TypeProto.Dimension.VALUE, axis.size().getAsInt());
        } else if (!axis.symbol().isEmpty()) {
            proto.text(TypeProto.Dimension.SYMBOL, axis.symbol());
        }
        return proto;
    }

    private static MessageWriter entry(String key, String value) {
        return new MessageWriter().text(StringStringEntryProto.KEY, key).text(StringStringEntryProto.VALUE, value);
    }
}
