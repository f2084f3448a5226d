package org.samdeblur.networks.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.graph.Value;
import org.samdeblur.networks.graph.Value.Axis;

/** One operator on small operands, as a graph of one node; what it makes goes out as 32-bit floats whatever it is. */
public final class OperatorCase {
    private final String operator;
    private final StringBuilder label;
    private final List<String> operands = new ArrayList<>();
    private final Map<String, Tensor> inputs = new LinkedHashMap<>();
    private final Map<String, Constant> constants = new LinkedHashMap<>();
    private final Map<String, Attribute> attributes = new LinkedHashMap<>();
    private final List<Node> before = new ArrayList<>();
    private final List<String> unread = new ArrayList<>();
    private final Random random;
    private int opset = 18;
    private int outputs = 1;

    OperatorCase(String operator) {
        this.operator = operator;
        this.label = new StringBuilder(operator);
        this.random = new Random(operator.hashCode());
    }

    String operator() {
        return operator;
    }

    OperatorCase opset(int version) {
        opset = version;
        label.append(" opset ").append(version);
        return this;
    }

    OperatorCase labelled(String text) {
        label.append(' ').append(text);
        return this;
    }

    OperatorCase outputs(int count) {
        outputs = count;
        return this;
    }

    /** Outputs after those that are looked at; an empty name leaves one out. */
    OperatorCase unread(String... names) {
        unread.addAll(List.of(names));
        label.append(" unread ").append(unread);
        return this;
    }

    /** An input with values in a range. */
    OperatorCase between(float from, float to, int... shape) {
        Tensor tensor = Tensor.create(
                buffer -> {
                    while (buffer.hasRemaining()) {
                        buffer.put(from + (to - from) * random.nextFloat());
                    }
                },
                shape);
        return input(tensor);
    }

    OperatorCase input(int... shape) {
        return between(-2, 2, shape);
    }

    private OperatorCase input(Tensor tensor) {
        String name = "x" + operands.size();
        inputs.put(name, tensor);
        operands.add(name);
        return this;
    }

    /** An input of the given values. */
    OperatorCase values(float[] values, int... shape) {
        return input(Tensor.of(values, shape));
    }

    /** An input that is turned into another type by a node before. */
    OperatorCase inputAs(ElementType type, float[] values, int... shape) {
        input(Tensor.of(values, shape));
        String given = operands.remove(operands.size() - 1);
        before.add(new Node(
                "cast" + given,
                "Cast",
                List.of(given),
                List.of(given + "t"),
                Map.of("to", Attribute.of(type.onnxCode()))));
        operands.add(given + "t");
        return this;
    }

    OperatorCase longs(long... values) {
        return constant(Constant.ofLongs(values));
    }

    OperatorCase scalar(long value) {
        return constant(new Constant(
                ElementType.INT64, List.of(), Constant.ofLongs(value).data()));
    }

    OperatorCase floats(float... values) {
        return constant(Constant.create(buffer -> buffer.put(values), values.length));
    }

    OperatorCase scalar(float value) {
        return constant(Constant.ofScalar(value));
    }

    OperatorCase constant(Constant constant) {
        String name = "c" + operands.size();
        constants.put(name, constant);
        operands.add(name);
        return this;
    }

    /** A weight with values between -1 and 1. */
    OperatorCase weight(int... shape) {
        return constant(Constant.create(
                buffer -> {
                    while (buffer.hasRemaining()) {
                        buffer.put(2 * random.nextFloat() - 1);
                    }
                },
                shape));
    }

    OperatorCase nothing() {
        operands.add("");
        return this;
    }

    OperatorCase with(String attribute, long value) {
        return with(attribute, Attribute.of(value));
    }

    OperatorCase with(String attribute, float value) {
        return with(attribute, Attribute.of(value));
    }

    OperatorCase with(String attribute, String value) {
        return with(attribute, Attribute.of(value));
    }

    OperatorCase withAll(String attribute, long... values) {
        return with(attribute, Attribute.ofLongs(values));
    }

    OperatorCase with(String attribute, Attribute value) {
        attributes.put(attribute, value);
        label.append(' ').append(attribute);
        return this;
    }

    Map<String, Tensor> inputs() {
        return inputs;
    }

    Graph graph() {
        List<Node> nodes = new ArrayList<>(before);
        List<String> made = new ArrayList<>();
        List<Value> results = new ArrayList<>();
        for (int i = 0; i < outputs; i++) {
            made.add("y" + i);
            results.add(Value.unranked("z" + i, ElementType.FLOAT));
        }
        made.addAll(unread);
        nodes.add(new Node("it", operator, operands, made, attributes));
        for (int i = 0; i < outputs; i++) {
            nodes.add(new Node("out" + i, "Cast", List.of("y" + i), List.of("z" + i), Map.of("to", Attribute.of(1L))));
        }
        List<Value> given = inputs.entrySet().stream()
                .map(input -> new Value(
                        input.getKey(),
                        ElementType.FLOAT,
                        Arrays.stream(input.getValue().shape())
                                .mapToObj(Axis::fixed)
                                .toList()))
                .toList();
        return new Graph(operator, opset, given, results, nodes, constants, Map.of());
    }

    /** Returns operator, attributes and shapes. */
    @Override
    public String toString() {
        List<String> shapes = new ArrayList<>();
        for (String operand : operands) {
            shapes.add(
                    inputs.containsKey(operand)
                            ? Arrays.toString(inputs.get(operand).shape())
                            : constants.containsKey(operand)
                                    ? constants.get(operand).shape().toString()
                                    : "-");
        }
        return label + " " + String.join("", shapes);
    }
}
