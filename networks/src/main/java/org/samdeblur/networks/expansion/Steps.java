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

/** The simpler nodes that take one node's place, and their constants. Follows the graph's version of ONNX's operators. */
final class Steps {
    private static final int AXES_ARE_OPERANDS = 13;
    private static final int REDUCED_AXES_ARE_OPERANDS = 18;

    private final String prefix;
    private final int opset;
    private final Set<String> names;
    private final Map<String, Constant> constants;
    private final List<Node> nodes = new ArrayList<>();

    /**
     * Begins without a node.
     *
     * @param replaced the name of the node whose place they take
     * @param opset the version of the operator set
     * @param names all names in use, to which new ones are added
     * @param constants receives new constants
     */
    Steps(String replaced, int opset, Set<String> names, Map<String, Constant> constants) {
        prefix = replaced;
        this.opset = opset;
        this.names = names;
        this.constants = constants;
    }

    /** Returns the nodes, which make the given values under the names of the outputs. */
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

    /** A 64-bit integer without axes. */
    String number(long value) {
        return constant(new Constant(
                ElementType.INT64, List.of(), Constant.ofLongs(value).data()));
    }

    /** A 32-bit float without axes. */
    String number(float value) {
        return constant(Constant.ofScalar(value));
    }

    /** A number of the type of a value. */
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

    /** Makes one axis of all before the given one, and another of the rest. */
    String flatten(String x, long axis) {
        return op("Flatten", Map.of("axis", Attribute.of(axis)), x);
    }

    String unsqueeze(String x, long... axes) {
        return withAxes("Unsqueeze", x, opset >= AXES_ARE_OPERANDS, Map.of(), axes);
    }

    String squeeze(String x, long... axes) {
        return withAxes("Squeeze", x, opset >= AXES_ARE_OPERANDS, Map.of(), axes);
    }

    /** Adds up along axes, which are gone after that. */
    String sum(String x, long... axes) {
        return withAxes("ReduceSum", x, opset >= AXES_ARE_OPERANDS, Map.of("keepdims", Attribute.of(0L)), axes);
    }

    /** Takes the mean along axes, which remain as axes of one. */
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

    /** Takes a range of a list; an end of {@code Long.MAX_VALUE} is the list's. */
    String part(String list, long from, long to) {
        return op("Slice", list, longs(from), longs(to), longs(0));
    }

    /** Reads the size of an axis, as a 64-bit integer without axes. */
    String size(String x, long axis) {
        return op("Gather", op("Shape", x), number(axis));
    }

    /** Counts from 0, in 64-bit integers, up to a number without axes. */
    String upTo(String count) {
        return op("Range", number(0), count, number(1));
    }
}
