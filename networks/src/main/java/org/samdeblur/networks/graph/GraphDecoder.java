package org.samdeblur.networks.graph;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.networks.graph.Value.Axis;
import org.samdeblur.networks.graph.message.AttributeProto;
import org.samdeblur.networks.graph.message.GraphProto;
import org.samdeblur.networks.graph.message.ModelProto;
import org.samdeblur.networks.graph.message.NodeProto;
import org.samdeblur.networks.graph.message.OperatorSetIdProto;
import org.samdeblur.networks.graph.message.StringStringEntryProto;
import org.samdeblur.networks.graph.message.TensorProto;
import org.samdeblur.networks.graph.message.TypeProto;
import org.samdeblur.networks.graph.message.TypeProto.Dimension;
import org.samdeblur.networks.graph.message.ValueInfoProto;

/** Converts ONNX's messages to a {@link Graph}. */
final class GraphDecoder {
    private static final Set<String> OWN_DOMAIN = Set.of("", "ai.onnx");

    private final Path file;
    private final TensorDecoder tensors;

    GraphDecoder(Path file) {
        this.file = file;
        tensors = new TensorDecoder(file);
    }

    Graph decode(ModelProto model) {
        if (model.graph().isEmpty() || model.graph().get().outputs().isEmpty()) {
            throw invalid("it is not an ONNX model: it holds no graph with outputs");
        }
        Functions functions = new Functions(model.functions());
        Map<String, Integer> versions = new LinkedHashMap<>();
        for (OperatorSetIdProto set : model.operatorSets()) {
            String domain = OWN_DOMAIN.contains(set.domain()) ? "" : set.domain();
            if (set.version() < 1 || set.version() > Integer.MAX_VALUE) {
                throw invalid("it uses version " + set.version() + " of the operators '" + domain + "'");
            }
            versions.put(domain, (int) set.version());
        }
        Integer opset = versions.remove("");
        if (opset == null) {
            throw invalid("it does not state the version of ONNX's operators that it uses");
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        for (StringStringEntryProto entry : model.metadata()) {
            metadata.put(entry.key(), entry.value());
        }
        versions.keySet().removeAll(functions.domains());
        Graph graph = decode(inlined(model.graph().get(), functions), opset, versions, metadata);
        try {
            GraphCheck.requireSound(graph);
        } catch (IllegalArgumentException e) {
            throw ModelProblem.in(file, "is damaged: " + e.getMessage(), e);
        }
        return graph;
    }

    private GraphProto inlined(GraphProto proto, Functions functions) {
        try {
            return functions.inlined(proto);
        } catch (IllegalArgumentException e) {
            throw invalid(e.getMessage());
        }
    }

    private Graph decode(GraphProto proto, int opset, Map<String, Integer> versions, Map<String, String> metadata) {
        if (proto.sparseInitializers() > 0) {
            throw invalid("it has sparse weights, which are not supported; export it with dense ones");
        }
        Map<String, Constant> constants = new LinkedHashMap<>();
        for (TensorProto tensor : proto.initializers()) {
            if (constants.put(tensor.name(), tensors.decode(tensor)) != null) {
                throw invalid("it has two constants named '" + tensor.name() + "'");
            }
        }
        // before version 4 of the format, constants had to be listed among the inputs
        List<Value> inputs = proto.inputs().stream()
                .filter(input -> !constants.containsKey(input.name()))
                .map(this::decode)
                .toList();
        List<Value> outputs = proto.outputs().stream().map(this::decode).toList();
        List<Node> nodes = new ArrayList<>();
        NodeNames names = new NodeNames();
        for (NodeProto node : proto.nodes()) {
            nodes.add(decode(node, names.unique(node, nodes.size()), opset, versions));
        }
        return new Graph(proto.name(), opset, versions, inputs, outputs, nodes, constants, metadata);
    }

    /** Gives nodes unique names, even if the file does not. */
    private static final class NodeNames {
        private final Set<String> taken = new HashSet<>();
        private final Map<String, Integer> numbers = new HashMap<>();

        String unique(NodeProto node, int index) {
            String base = node.name().isEmpty() ? node.opType() + "_" + index : node.name();
            String name = base;
            while (!taken.add(name)) {
                // continues counting from the last equal name, so that many equal names do not take quadratic time
                name = base + "_" + numbers.merge(base, 2, (before, two) -> before + 1);
            }
            return name;
        }
    }

    private Node decode(NodeProto node, String name, int opset, Map<String, Integer> versions) {
        if (node.opType().isEmpty()) {
            throw invalid("its node '" + name + "' names no operator");
        }
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        for (AttributeProto attribute : node.attributes()) {
            attributes.put(attribute.name(), decode(attribute, name, opset, versions));
        }
        String domain = OWN_DOMAIN.contains(node.domain()) ? "" : node.domain();
        return new Node(name, domain, node.opType(), node.inputs(), node.outputs(), attributes);
    }

    private Attribute decode(AttributeProto proto, String node, int opset, Map<String, Integer> versions) {
        return switch (typeOf(proto)) {
            case INT -> new Attribute.IntValue(proto.i().orElse(0L));
            case FLOAT -> new Attribute.FloatValue(proto.f().orElse(0f));
            case STRING -> new Attribute.StringValue(proto.s().orElse(""));
            case INTS -> new Attribute.IntList(proto.ints());
            case FLOATS -> new Attribute.FloatList(proto.floats());
            case STRINGS -> new Attribute.StringList(proto.strings());
            case TENSOR ->
                new Attribute.TensorValue(tensors.decode(proto.t().orElseThrow(() -> missing(proto, node, "tensor"))));
            case GRAPH ->
                new Attribute.GraphValue(
                        decode(proto.g().orElseThrow(() -> missing(proto, node, "graph")), opset, versions, Map.of()));
            default ->
                throw invalid("the attribute '" + proto.name() + "' of its node '" + node + "' is of type "
                        + proto.type() + ", which is not supported");
        };
    }

    private InvalidModelException missing(AttributeProto proto, String node, String what) {
        return invalid("the attribute '" + proto.name() + "' of its node '" + node + "' lacks its " + what);
    }

    /** Returns the attribute's type. The oldest files do not state it; there, the field that is set decides. */
    private static AttributeProto.Type typeOf(AttributeProto proto) {
        if (proto.type() != AttributeProto.Type.UNDEFINED) {
            return proto.type();
        }
        if (proto.i().isPresent()) {
            return AttributeProto.Type.INT;
        }
        if (proto.f().isPresent()) {
            return AttributeProto.Type.FLOAT;
        }
        if (proto.s().isPresent()) {
            return AttributeProto.Type.STRING;
        }
        if (proto.t().isPresent()) {
            return AttributeProto.Type.TENSOR;
        }
        if (proto.g().isPresent()) {
            return AttributeProto.Type.GRAPH;
        }
        if (!proto.floats().isEmpty()) {
            return AttributeProto.Type.FLOATS;
        }
        return proto.ints().isEmpty() ? AttributeProto.Type.UNDEFINED : AttributeProto.Type.INTS;
    }

    private Value decode(ValueInfoProto info) {
        if (info.type().isEmpty()) {
            return Value.unranked(info.name(), ElementType.UNDEFINED);
        }
        TypeProto type = info.type().get();
        if (type.kind() != TypeProto.Kind.TENSOR_TYPE) {
            throw invalid("its value '" + info.name() + "' is not a tensor but of " + type.kind());
        }
        int code = type.elementType();
        ElementType element = ElementType.ofOnnxCode(code)
                .orElseThrow(() -> invalid("its value '" + info.name() + "' has elements of ONNX type " + code
                        + ", which is not supported"));
        if (type.shape().isEmpty()) {
            return Value.unranked(info.name(), element);
        }
        List<Axis> axes = new ArrayList<>();
        for (Dimension dimension : type.shape().get()) {
            axes.add(decode(dimension, info.name()));
        }
        return new Value(info.name(), element, axes);
    }

    private Axis decode(Dimension dimension, String value) {
        if (dimension.value().isEmpty()) {
            return Axis.any(dimension.symbol());
        }
        long size = dimension.value().get();
        if (size < -1 || size > Integer.MAX_VALUE) {
            throw invalid("its value '" + value + "' has an axis of size " + size);
        }
        // some exporters write -1 or 0 for an axis of any size; an axis of size 0 would be useless
        return size <= 0 ? new Axis(OptionalInt.empty(), "") : Axis.fixed((int) size);
    }

    private InvalidModelException invalid(String problem) {
        return ModelProblem.in(file, "cannot be used: " + problem);
    }
}
