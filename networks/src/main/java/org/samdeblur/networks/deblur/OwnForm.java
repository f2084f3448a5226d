package org.samdeblur.networks.deblur;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.samdeblur.api.Image;
import org.samdeblur.api.ValueRange;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.graph.Value;
import org.samdeblur.networks.graph.Value.Axis;
import org.samdeblur.networks.graph.rewrite.GraphRewriter;

/**
 * Converts a third-party graph to the form that this library runs: 32-bit floats from 0 to 1, channels first, one
 * output. Nodes added at the input and the output do the conversion. A graph that already has this form is not changed.
 */
final class OwnForm {
    private static final int OPSET_WITH_BOUNDS_AS_INPUTS = 11;

    private final Set<String> taken = new HashSet<>();
    private final Map<String, Constant> constants;
    private final List<Node> nodes = new ArrayList<>();
    private final int opset;

    private OwnForm(Graph graph) {
        constants = new LinkedHashMap<>(graph.constants());
        opset = graph.opset();
        taken.addAll(graph.constants().keySet());
        graph.inputs().forEach(input -> taken.add(input.name()));
        graph.nodes().forEach(node -> {
            taken.add(node.name());
            taken.addAll(node.outputs());
        });
    }

    /**
     * Converts a graph.
     *
     * @param graph a graph with one input
     * @param input the layout of its input
     * @param channels the number of input channels
     * @param output the output to keep
     * @param made the output's layout
     * @param range its values for black and white
     */
    static Graph of(Graph graph, Layout input, int channels, String output, Layout made, ValueRange range) {
        Graph single = graph.outputs().size() == 1 ? graph : GraphRewriter.keepOutputs(graph, List.of(output));
        return new OwnForm(single).write(single, input, channels, made, range);
    }

    private Graph write(Graph graph, Layout layout, int channels, Layout madeLayout, ValueRange range) {
        Value given = graph.inputs().get(0);
        Value made = graph.outputs().get(0);
        boolean scaled = !range.equals(ValueRange.UNIT);
        boolean adaptsInput = scaled || layout != Layout.CHANNELS_FIRST || given.type() != ElementType.FLOAT;
        boolean adaptsOutput = scaled || madeLayout != Layout.CHANNELS_FIRST || made.type() != ElementType.FLOAT;
        Value ourInput = new Value(
                adaptsInput ? unused("image") : given.name(), ElementType.FLOAT, axes(given, layout, channels));
        String inOurLayout = adaptsInput ? giveImage(ourInput.name(), given, layout, channels, range) : ourInput.name();
        graph.nodes().forEach(node -> nodes.add(readingOurs(node, given.name(), inOurLayout, layout)));
        Value ourOutput = adaptsOutput
                ? new Value(unused("restored"), ElementType.FLOAT, axes(made, madeLayout, Image.COLOUR_CHANNELS))
                : made;
        if (adaptsOutput) {
            restoreImage(made, ourOutput.name(), madeLayout, range);
        }
        boolean same = ourInput.equals(given) && !adaptsOutput;
        Graph written = new Graph(
                graph.name(),
                opset,
                graph.extensions(),
                List.of(ourInput),
                List.of(ourOutput),
                nodes,
                constants,
                graph.metadata());
        return same ? graph : GraphRewriter.keepOutputs(written, List.of(ourOutput.name()));
    }

    /** Returns the axes of a value with channels first, and the number of channels fixed. */
    private static List<Axis> axes(Value value, Layout layout, int channels) {
        if (!value.ranked()) {
            return List.of(Axis.any(""), Axis.fixed(channels), Axis.any(""), Axis.any(""));
        }
        return List.of(
                value.shape().get(0),
                Axis.fixed(channels),
                value.shape().get(layout.height()),
                value.shape().get(layout.width()));
    }

    /** Writes the conversion of the image to the graph's input. Returns the last value whose channels come first. */
    private String giveImage(String image, Value given, Layout layout, int channels, ValueRange range) {
        List<Step> steps = new ArrayList<>();
        if (!range.equals(ValueRange.UNIT)) {
            steps.add(new Step("Mul", perChannel("scale", range.white() - range.black(), 1, channels)));
            steps.add(new Step("Add", perChannel("black", range.black(), 0, channels)));
        }
        if (given.type() == ElementType.UINT8) {
            steps.add(new Step("Round"));
            steps.add(clipTo255());
        }
        if (given.type() != ElementType.FLOAT) {
            steps.add(new Step(
                    "Cast",
                    List.of(),
                    Map.of("to", new Attribute.IntValue(given.type().onnxCode()))));
        }
        if (layout == Layout.CHANNELS_FIRST) {
            write(steps, image, given.name());
            return given.name();
        }
        String inOurLayout = steps.isEmpty() ? image : unused("given");
        write(steps, image, inOurLayout);
        write(List.of(transposed(layout.fromOurs())), inOurLayout, given.name());
        return inOurLayout;
    }

    private void restoreImage(Value made, String restored, Layout layout, ValueRange range) {
        List<Step> steps = new ArrayList<>();
        if (layout != Layout.CHANNELS_FIRST) {
            steps.add(transposed(layout.toOurs()));
        }
        if (made.type() != ElementType.FLOAT) {
            steps.add(new Step("Cast", List.of(), Map.of("to", new Attribute.IntValue(ElementType.FLOAT.onnxCode()))));
        }
        if (!range.equals(ValueRange.UNIT)) {
            steps.add(new Step("Sub", scalar("black", range.black())));
            steps.add(new Step("Div", scalar("scale", range.white() - range.black())));
        }
        write(steps, made.name(), restored);
    }

    private record Step(String operator, List<String> operands, Map<String, Attribute> attributes) {
        Step(String operator, String... operands) {
            this(operator, List.of(operands), Map.of());
        }
    }

    private static Step transposed(long[] order) {
        return new Step("Transpose", List.of(), Map.of("perm", Attribute.ofLongs(order)));
    }

    private Step clipTo255() {
        return opset < OPSET_WITH_BOUNDS_AS_INPUTS
                ? new Step(
                        "Clip",
                        List.of(),
                        Map.of("min", new Attribute.FloatValue(0), "max", new Attribute.FloatValue(255)))
                : new Step("Clip", scalar("least", 0), scalar("most", 255));
    }

    private void write(List<Step> steps, String from, String to) {
        String value = from;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            String result = i == steps.size() - 1 ? to : unused(step.operator());
            List<String> operands = new ArrayList<>(List.of(value));
            operands.addAll(step.operands());
            nodes.add(new Node(
                    unused(step.operator() + "/node"), step.operator(), operands, List.of(result), step.attributes()));
            value = result;
        }
    }

    /**
     * Adds a constant {@code [1, channels, 1, 1]} with one value for the colours and another for the guidance channels.
     */
    private String perChannel(String name, float colour, float guide, int channels) {
        String constant = unused(name);
        constants.put(
                constant,
                Constant.create(
                        values -> {
                            for (int channel = 0; channel < channels; channel++) {
                                values.put(channel < Image.COLOUR_CHANNELS ? colour : guide);
                            }
                        },
                        1,
                        channels,
                        1,
                        1));
        return constant;
    }

    private String scalar(String name, float value) {
        String constant = unused(name);
        constants.put(constant, Constant.ofScalar(value));
        return constant;
    }

    private String unused(String name) {
        String candidate = "samdeblur/" + name;
        for (int number = 2; !taken.add(candidate); number++) {
            candidate = "samdeblur/" + name + "_" + number;
        }
        return candidate;
    }

    /** Replaces a transposition of the input to channels first, which converters write, by a reference to the image. */
    private static Node readingOurs(Node node, String given, String inOurLayout, Layout layout) {
        boolean undone = layout != Layout.CHANNELS_FIRST
                && node.domain().isEmpty()
                && node.operator().equals("Transpose")
                && node.input(0).equals(given)
                && Attribute.ofLongs(layout.toOurs()).equals(node.attributes().get("perm"));
        return undone ? new Node(node.name(), "Identity", List.of(inOurLayout), node.outputs(), Map.of()) : node;
    }
}
