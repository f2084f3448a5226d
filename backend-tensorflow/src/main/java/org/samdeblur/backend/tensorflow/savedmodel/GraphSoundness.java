package org.samdeblur.backend.tensorflow.savedmodel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Checks graphs for errors with which TensorFlow crashes the process: constants whose type or size is not the declared
 * one, impossible shapes, and recursive functions.
 */
final class GraphSoundness {
    private static final Set<String> CONSTANTS = Set.of("Const", "HostConst");
    private static final long MAX_CONSTANT_BYTES = Integer.MAX_VALUE;
    private static final int MAX_AXES = 254;

    private GraphSoundness() {}

    /**
     * Checks a graph and its functions.
     *
     * @return the first problem; empty if there is none
     */
    static Optional<String> problem(GraphDef graph) {
        List<NodeDef> nodes = new ArrayList<>(graph.getNodeList());
        graph.getLibrary().getFunctionList().forEach(function -> nodes.addAll(function.getNodeDefList()));
        for (NodeDef node : nodes) {
            Optional<String> problem = problem(node);
            if (problem.isPresent()) {
                return problem.map(what -> "its node '" + node.getName() + "' (" + node.getOp() + ") has " + what);
            }
        }
        return recursion(graph);
    }

    private static Optional<String> problem(NodeDef node) {
        for (Map.Entry<String, AttrValue> attribute : node.getAttrMap().entrySet()) {
            Optional<String> problem = problem(attribute.getValue());
            if (problem.isPresent()) {
                return problem.map(what -> "an attribute '" + attribute.getKey() + "' with " + what);
            }
        }
        if (!CONSTANTS.contains(node.getOp())) {
            return Optional.empty();
        }
        AttrValue value = node.getAttrMap().get("value");
        AttrValue type = node.getAttrMap().get("dtype");
        if (value == null || !value.hasTensor() || type == null) {
            return Optional.of("no value or no type");
        }
        return type.getType() == value.getTensor().getDtype()
                ? Optional.empty()
                : Optional.of("a value of " + value.getTensor().getDtype() + " under the type " + type.getType());
    }

    private static Optional<String> problem(AttrValue value) {
        List<TensorShapeProto> shapes = new ArrayList<>(value.getList().getShapeList());
        List<TensorProto> tensors = new ArrayList<>(value.getList().getTensorList());
        if (value.hasShape()) {
            shapes.add(value.getShape());
        }
        if (value.hasTensor()) {
            tensors.add(value.getTensor());
        }
        for (TensorShapeProto shape : shapes) {
            if (elements(shape, -1) < 0) {
                return Optional.of("the impossible shape " + words(shape));
            }
        }
        return tensors.stream()
                .map(GraphSoundness::problem)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> problem(TensorProto tensor) {
        TensorShapeProto shape = tensor.getTensorShape();
        long elements = shape.getUnknownRank() ? -1 : elements(shape, 0);
        if (elements < 0) {
            return Optional.of("a tensor of the impossible shape " + words(shape));
        }
        long bytes = bytes(tensor.getDtype());
        if (bytes == 0) {
            return Optional.empty();
        }
        if (elements > MAX_CONSTANT_BYTES / bytes) {
            return Optional.of("a tensor of " + elements + " elements, which is too large for a constant");
        }
        long content = tensor.getTensorContent().size();
        return content == 0 || content == elements * bytes
                ? Optional.empty()
                : Optional.of(
                        content + " bytes for a tensor of " + tensor.getDtype() + " and the shape " + words(shape));
    }

    /** Returns the number of elements, with unknown sizes counted as 1; -1 if the shape is impossible. */
    private static long elements(TensorShapeProto shape, long smallest) {
        long elements = shape.getDimCount() > MAX_AXES ? -1 : 1;
        for (TensorShapeProto.Dim axis : shape.getDimList()) {
            long size = axis.getSize();
            boolean possible = elements >= 0 && size >= smallest;
            long factor = size < 0 ? 1 : size;
            elements = possible && (factor == 0 || elements <= Long.MAX_VALUE / factor) ? elements * factor : -1;
        }
        return elements;
    }

    private static String words(TensorShapeProto shape) {
        return shape.getUnknownRank()
                ? "of unknown rank"
                : shape.getDimList().stream()
                        .limit(8)
                        .map(TensorShapeProto.Dim::getSize)
                        .toList()
                        .toString();
    }

    /** Returns the size of an element in bytes; 0 for strings and handles. */
    private static long bytes(DataType type) {
        return switch (type) {
            case DT_BOOL, DT_INT8, DT_UINT8, DT_QINT8, DT_QUINT8 -> 1;
            case DT_INT16, DT_UINT16, DT_QINT16, DT_QUINT16, DT_HALF, DT_BFLOAT16 -> 2;
            case DT_FLOAT, DT_INT32, DT_UINT32, DT_QINT32 -> 4;
            case DT_DOUBLE, DT_INT64, DT_UINT64, DT_COMPLEX64 -> 8;
            case DT_COMPLEX128 -> 16;
            default -> 0;
        };
    }

    /** Finds recursive functions, with which TensorFlow overflows the stack. */
    private static Optional<String> recursion(GraphDef graph) {
        Map<String, Set<String>> calls = new HashMap<>();
        for (FunctionDef function : graph.getLibrary().getFunctionList()) {
            Set<String> called = new LinkedHashSet<>();
            function.getNodeDefList().forEach(node -> called.addAll(called(node)));
            calls.put(function.getSignature().getName(), called);
        }
        Set<String> harmless = new HashSet<>();
        for (String function : calls.keySet()) {
            Optional<String> circle = circle(function, calls, harmless);
            if (circle.isPresent()) {
                return circle.map(name -> "its function '" + name + "' calls itself");
            }
        }
        return Optional.empty();
    }

    private static Set<String> called(NodeDef node) {
        Set<String> called = new LinkedHashSet<>(Set.of(node.getOp()));
        node.getAttrMap().values().forEach(value -> {
            if (value.hasFunc()) {
                called.add(value.getFunc().getName());
            }
            value.getList().getFuncList().forEach(function -> called.add(function.getName()));
        });
        return called;
    }

    /** Follows all calls of a function, iteratively, because a long chain of calls could overflow the stack. */
    private static Optional<String> circle(String start, Map<String, Set<String>> calls, Set<String> harmless) {
        Deque<String> path = new ArrayDeque<>(List.of(start));
        Set<String> onPath = new HashSet<>(path);
        Map<String, Deque<String>> left = new HashMap<>();
        while (!path.isEmpty()) {
            String function = path.peek();
            Deque<String> next =
                    left.computeIfAbsent(function, name -> new ArrayDeque<>(calls.getOrDefault(name, Set.of())));
            String called = next.poll();
            if (called == null) {
                harmless.add(path.pop());
                onPath.remove(function);
            } else if (onPath.contains(called)) {
                return Optional.of(called);
            } else if (calls.containsKey(called) && !harmless.contains(called)) {
                path.push(called);
                onPath.add(called);
            }
        }
        return Optional.empty();
    }
}
