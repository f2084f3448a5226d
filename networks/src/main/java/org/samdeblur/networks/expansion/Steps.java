package org.samdeblur.networks.expansion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Node;

/**
 * Collects the simpler nodes that replace one node, and their constants. Nodes are written for the graph's version of
 * ONNX's operators.
 */
final class Steps {
    private static final int AXES_ARE_OPERANDS = 13;
    private static final int REDUCED_AXES_ARE_OPERANDS = 18;

    private final String prefix;
    private final int opset;
    private final Set<String> names;
    private final Map<String, Constant> constants;
    private final List<Node> nodes = new ArrayList<>();

    /**
     * Starts without nodes.
     *
     * @param replaced the name of the node to replace
     * @param opset the version of the operator set
     * @param names all names in use; new names are added
     * @param constants receives new constants
     */
    Steps(String replaced, int opset, Set<String> names, Map<String, Constant> constants) {
        prefix = replaced;
        this.opset = opset;
        this.names = names;
        this.constants = constants;
    }

    /** Returns the nodes. The given values have the names of the outputs there. */
    List<Node> endingIn(List<String> values, List<String> outputs) {
        Map<String, String> renamed = new LinkedHashMap<>();
        Set<String> made = new HashSet<>();
        nodes.forEach(node -> made.addAll(node.outputs()));
        for (int i = 0; i < outputs.size(); i++) {
            String value = values.get(i);
            if (!outputs.get(i).isEmpty() && (!made.contains(value) || renamed.containsKey(value))) {
                value = op("Identity", value);
            }
            if (!outputs.get(i).isEmpty()) {
                renamed.put(value, outputs.get(i));
            }
        }
        return nodes.stream().map(node -> renamed(node, renamed)).toList();
    }

    private static Node renamed(Node node, Map<String, String> names) {
        return new Node(
                node.name(),
                node.domain(),
                node.operator(),
                node.inputs().stream()
                        .map(input -> names.getOrDefault(input, input))
                        .toList(),
                node.outputs().stream()
                        .map(output -> names.getOrDefault(output, output))
                        .toList(),
                node.attributes());
    }

    private String fresh(String operator) {
        String wished = prefix + "/" + operator;
        String name = wished;
        for (int number = 2; !names.add(name); number++) {
            name = wished + "_" + number;
        }
        return name;
    }

    String op(String operator, Map<String, Attribute> attributes, String... inputs) {
        String name = fresh(operator);
        nodes.add(new Node(name, operator, List.of(inputs), List.of(name), attributes));
        return name;
    }

    String op(String operator, String... inputs) {
        return op(operator, Map.of(), inputs);
    }

    String constant(Constant constant) {
        String name = fresh("Constant");
        constants.put(name, constant);
        return name;
    }

    String longs(long... values) {
        return constant(Constant.ofLongs(values));
    }

    /** A scalar 64-bit integer. */
    String number(long value) {
        return constant(new Constant(
                ElementType.INT64, List.of(), Constant.ofLongs(value).data()));
    }

    /** A scalar 32-bit float. */
    String number(float value) {
        return constant(Constant.ofScalar(value));
    }

    /** A scalar with the type of a value. */
    String numberLike(float value, String like) {
        return op("CastLike", number(value), like);
    }

    String cast(String x, ElementType type) {
        return op("Cast", Map.of("to", Attribute.of(type.onnxCode())), x);
    }

    String transpose(String x, int... order) {
        for (int i = 0; i < order.length; i++) {
            if (order[i] != i) {
                long[] perm = Arrays.stream(order).asLongStream().toArray();
                return op("Transpose", Map.of("perm", Attribute.ofLongs(perm)), x);
            }
        }
        return x;
    }

    String reshape(String x, long... shape) {
        return op("Reshape", x, longs(shape));
    }

    /** Joins all axes before the given one, and all from there on. */
    String flatten(String x, long axis) {
        return op("Flatten", Map.of("axis", Attribute.of(axis)), x);
    }

    String unsqueeze(String x, long... axes) {
        return withAxes("Unsqueeze", x, opset >= AXES_ARE_OPERANDS, Map.of(), axes);
    }

    String squeeze(String x, long... axes) {
        return withAxes("Squeeze", x, opset >= AXES_ARE_OPERANDS, Map.of(), axes);
    }

    /** Sums over axes, which are removed. */
    String sum(String x, long... axes) {
        return withAxes("ReduceSum", x, opset >= AXES_ARE_OPERANDS, Map.of("keepdims", Attribute.of(0L)), axes);
    }

    /** Computes the mean over axes, which are kept with size 1. */
    String mean(String x, long... axes) {
        return withAxes("ReduceMean", x, opset >= REDUCED_AXES_ARE_OPERANDS, Map.of(), axes);
    }

    private String withAxes(
            String operator, String x, boolean asOperand, Map<String, Attribute> attributes, long... axes) {
        if (axes.length == 0) {
            return x;
        }
        if (asOperand) {
            return op(operator, attributes, x, longs(axes));
        }
        Map<String, Attribute> all = new LinkedHashMap<>(attributes);
        all.put("axes", Attribute.ofLongs(axes));
        return op(operator, all, x);
    }

    String concat(int axis, String... parts) {
        return parts.length == 1 ? parts[0] : op("Concat", Map.of("axis", Attribute.of((long) axis)), parts);
    }

    /** Takes a range of a list; {@code Long.MAX_VALUE} stands for the list's end. */
    String part(String list, long from, long to) {
        return op("Slice", list, longs(from), longs(to), longs(0));
    }

    /** Returns the size of an axis, a scalar 64-bit integer. */
    String size(String x, long axis) {
        return op("Gather", op("Shape", x), number(axis));
    }

    /** Lists the 64-bit integers from 0 up to a scalar, exclusively. */
    String upTo(String count) {
        return op("Range", number(0), count, number(1));
    }
}
