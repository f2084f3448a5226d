package org.samdeblur.networks.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.networks.graph.Value.Axis;

/** Turns ONNX's messages into a {@link Graph}. */
final class GraphDecoder {
    private static final Set<String> OWN_DOMAIN = Set.of("", "ai.onnx");

    private final Path file;
    private final TensorDecoder tensors;

    GraphDecoder(Path file) {
        this.file = file;
        tensors = new TensorDecoder(file);
    }

    Graph decode(ModelProto model) {
        if (!model.hasGraph() || model.getGraph().getOutputCount() == 0) {
            throw invalid("it is no ONNX model: it holds no graph with outputs");
        }
        if (model.getFunctionsCount() > 0) {
            throw invalid("it defines local functions, which are not supported; export it with functions inlined");
        }
        Map<String, Integer> versions = new LinkedHashMap<>();
        for (OperatorSetIdProto set : model.getOpsetImportList()) {
            String domain = OWN_DOMAIN.contains(set.getDomain()) ? "" : set.getDomain();
            if (set.getVersion() < 1 || set.getVersion() > Integer.MAX_VALUE) {
                throw invalid("it uses version " + set.getVersion() + " of the operators '" + domain + "'");
            }
            versions.put(domain, (int) set.getVersion());
        }
        Integer opset = versions.remove("");
        if (opset == null) {
            throw invalid("it does not say which version of ONNX's operators it uses");
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        for (StringStringEntryProto entry : model.getMetadataPropsList()) {
            metadata.put(entry.getKey(), entry.getValue());
        }
        Graph graph = decode(model.getGraph(), opset, versions, metadata);
        try {
            GraphCheck.requireSound(graph);
        } catch (IllegalArgumentException e) {
            throw ModelProblem.in(file, "is damaged: " + e.getMessage(), e);
        }
        return graph;
    }

    private Graph decode(GraphProto proto, int opset, Map<String, Integer> versions, Map<String, String> metadata) {
        if (proto.getSparseInitializerCount() > 0) {
            throw invalid("it has sparse weights, which are not supported; export it with dense ones");
        }
        Map<String, Constant> constants = new LinkedHashMap<>();
        for (TensorProto tensor : proto.getInitializerList()) {
            if (constants.put(tensor.getName(), tensors.decode(tensor)) != null) {
                throw invalid("it has two constants named '" + tensor.getName() + "'");
            }
        }
        // before version 4 of the format, constants had to be listed among the inputs
        List<Value> inputs = proto.getInputList().stream()
                .filter(input -> !constants.containsKey(input.getName()))
                .map(this::decode)
                .toList();
        List<Value> outputs = proto.getOutputList().stream().map(this::decode).toList();
        List<Node> nodes = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (NodeProto node : proto.getNodeList()) {
            String name = uniqueName(node, nodes.size(), names);
            nodes.add(decode(node, name, opset, versions));
        }
        return new Graph(proto.getName(), opset, versions, inputs, outputs, nodes, constants, metadata);
    }

    private static String uniqueName(NodeProto node, int index, Set<String> taken) {
        String base = node.getName().isEmpty() ? node.getOpType() + "_" + index : node.getName();
        String name = base;
        for (int number = 2; !taken.add(name); number++) {
            name = base + "_" + number;
        }
        return name;
    }

    private Node decode(NodeProto node, String name, int opset, Map<String, Integer> versions) {
        if (node.getOpType().isEmpty()) {
            throw invalid("its node '" + name + "' names no operator");
        }
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        for (AttributeProto attribute : node.getAttributeList()) {
            attributes.put(attribute.getName(), decode(attribute, name, opset, versions));
        }
        String domain = OWN_DOMAIN.contains(node.getDomain()) ? "" : node.getDomain();
        return new Node(name, domain, node.getOpType(), node.getInputList(), node.getOutputList(), attributes);
    }

    private Attribute decode(AttributeProto proto, String node, int opset, Map<String, Integer> versions) {
        return switch (typeOf(proto)) {
            case INT -> new Attribute.IntValue(proto.getI());
            case FLOAT -> new Attribute.FloatValue(proto.getF());
            case STRING -> new Attribute.StringValue(proto.getS().toStringUtf8());
            case INTS -> new Attribute.IntList(proto.getIntsList());
            case FLOATS -> new Attribute.FloatList(proto.getFloatsList());
            case STRINGS ->
                new Attribute.StringList(proto.getStringsList().stream()
                        .map(ByteString::toStringUtf8)
                        .toList());
            case TENSOR -> new Attribute.TensorValue(tensors.decode(proto.getT()));
            case GRAPH -> new Attribute.GraphValue(decode(proto.getG(), opset, versions, Map.of()));
            default ->
                throw invalid("the attribute '" + proto.getName() + "' of its node '" + node + "' is of type "
                        + proto.getType() + ", which is not supported");
        };
    }

    /** Returns the attribute's type; the oldest files leave it to what is set. */
    private static AttributeProto.AttributeType typeOf(AttributeProto proto) {
        if (proto.getType() != AttributeProto.AttributeType.UNDEFINED) {
            return proto.getType();
        }
        if (proto.hasI()) {
            return AttributeProto.AttributeType.INT;
        }
        if (proto.hasF()) {
            return AttributeProto.AttributeType.FLOAT;
        }
        if (proto.hasS()) {
            return AttributeProto.AttributeType.STRING;
        }
        if (proto.hasT()) {
            return AttributeProto.AttributeType.TENSOR;
        }
        if (proto.hasG()) {
            return AttributeProto.AttributeType.GRAPH;
        }
        if (proto.getFloatsCount() > 0) {
            return AttributeProto.AttributeType.FLOATS;
        }
        return proto.getIntsCount() > 0 ? AttributeProto.AttributeType.INTS : AttributeProto.AttributeType.UNDEFINED;
    }

    private Value decode(ValueInfoProto info) {
        TypeProto type = info.getType();
        if (type.getValueCase() == TypeProto.ValueCase.VALUE_NOT_SET) {
            return Value.unranked(info.getName(), ElementType.UNDEFINED);
        }
        if (!type.hasTensorType()) {
            throw invalid("its value '" + info.getName() + "' is no tensor but of " + type.getValueCase());
        }
        int code = type.getTensorType().getElemType();
        ElementType element = ElementType.ofOnnxCode(code)
                .orElseThrow(() -> invalid("its value '" + info.getName() + "' has elements of ONNX type " + code
                        + ", which is not supported"));
        if (!type.getTensorType().hasShape()) {
            return Value.unranked(info.getName(), element);
        }
        List<Axis> axes = new ArrayList<>();
        for (Dimension dimension : type.getTensorType().getShape().getDimList()) {
            axes.add(decode(dimension, info.getName()));
        }
        return new Value(info.getName(), element, axes);
    }

    private Axis decode(Dimension dimension, String value) {
        if (!dimension.hasDimValue()) {
            return Axis.any(dimension.getDimParam());
        }
        long size = dimension.getDimValue();
        if (size < -1 || size > Integer.MAX_VALUE) {
            throw invalid("its value '" + value + "' has an axis of size " + size);
        }
        // some exporters write -1, or 0 for an axis of any size; nothing could ever be fed to an axis of 0
        return size <= 0 ? new Axis(OptionalInt.empty(), "") : Axis.fixed((int) size);
    }

    private InvalidModelException invalid(String problem) {
        return ModelProblem.in(file, "cannot be used: " + problem);
    }
}
