package org.samdeblur.networks.graph.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.Node;

/**
 * A two-dimensional convolution with constant weights.
 *
 * @param node the {@code Conv}
 * @param weight {@code [outputs, inputs / groups, kernel height, kernel width]}
 * @param bias {@code [outputs]}, if it has one
 */
record Convolution(Node node, Constant weight, Optional<Constant> bias) {
    private static final int RANK = 4;

    /** Reads a node, if it is such a convolution. */
    static Optional<Convolution> of(Node node, GraphIndex graph) {
        if (!GraphIndex.isOperator(node, "Conv")) {
            return Optional.empty();
        }
        boolean hasBias = node.inputs().size() > 2 && !node.inputs().get(2).isEmpty();
        Optional<Constant> bias = hasBias ? graph.floats(node.inputs().get(2)) : Optional.empty();
        return graph.floats(node.inputs().get(1))
                .filter(weight -> weight.shape().size() == RANK && hasBias == bias.isPresent())
                .map(weight -> new Convolution(node, weight, bias));
    }

    String input() {
        return node.inputs().get(0);
    }

    int outputs() {
        return weight.shape().get(0);
    }

    int inputsPerGroup() {
        return weight.shape().get(1);
    }

    long groups() {
        return node.integer("group", 1);
    }

    /** Tells whether every pixel of the result comes from one pixel, of all channels. */
    boolean isPointwise() {
        boolean isSinglePixel = weight.shape().get(2) == 1 && weight.shape().get(3) == 1;
        boolean isUnpadded =
                node.integers("pads").stream().flatMap(List::stream).allMatch(pad -> pad == 0);
        return groups() == 1 && isSinglePixel && isUnpadded;
    }

    /** Tells whether every channel of the result comes from the channel of the same number. */
    boolean isDepthwise() {
        return inputsPerGroup() == 1 && groups() == outputs();
    }

    /** Returns the weight in double precision: a row for each output, each of all that output's weights. */
    double[][] rows() {
        float[] values = weight.toTensor().toArray();
        double[][] rows = new double[outputs()][values.length / Math.max(outputs(), 1)];
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < rows[row].length; column++) {
                rows[row][column] = values[row * rows[row].length + column];
            }
        }
        return rows;
    }

    /** Returns the bias in double precision, zeros if there is none. */
    double[] biases() {
        double[] biases = new double[outputs()];
        bias.ifPresent(present -> {
            float[] values = present.toTensor().toArray();
            for (int i = 0; i < biases.length; i++) {
                biases[i] = values[i];
            }
        });
        return biases;
    }

    /**
     * Makes a convolution that differs in input, weights and bias only.
     *
     * @param outputs the names of what it makes
     * @param input what it reads
     * @param rows the weight, in the order of {@link #rows}
     * @param biases the bias
     */
    Node with(List<String> outputs, String input, double[][] rows, double[] biases, Additions additions) {
        int[] shape = weight.shape().stream().mapToInt(Integer::intValue).toArray();
        Tensor newWeight = Tensor.create(
                buffer -> {
                    for (double[] row : rows) {
                        for (double value : row) {
                            buffer.put((float) value);
                        }
                    }
                },
                shape);
        Tensor newBias = Tensor.create(
                buffer -> {
                    for (double value : biases) {
                        buffer.put((float) value);
                    }
                },
                biases.length);
        String weightName = additions.constant(node.inputs().get(1) + "/folded", Constant.of(newWeight));
        String biasName = additions.constant(biasBaseName() + "/folded", Constant.of(newBias));
        return new Node(node.name(), node.operator(), List.of(input, weightName, biasName), outputs, node.attributes());
    }

    /**
     * Makes a convolution that computes a range of this one's outputs. The weights are not copied.
     *
     * @param part what to call the range, in the node's name
     * @param input what it reads: all inputs, or, if this is depthwise, those of the range
     * @param from the first output
     * @param to one past the last output
     */
    Node range(String part, String input, int from, int to, Additions additions) {
        List<String> inputs = new ArrayList<>(List.of(
                input, additions.constant(partName(node.inputs().get(1), from, to), range(weight, from, to))));
        bias.ifPresent(present ->
                inputs.add(additions.constant(partName(biasBaseName(), from, to), range(present, from, to))));
        Map<String, Attribute> attributes = new HashMap<>(node.attributes());
        if (isDepthwise()) {
            attributes.put("group", Attribute.of(to - from));
        }
        return additions.node(node.name() + "/" + part, "Conv", inputs, attributes);
    }

    private String biasBaseName() {
        return bias.isPresent() ? node.inputs().get(2) : node.name() + "/bias";
    }

    private static String partName(String whole, int from, int to) {
        return whole + "[" + from + ":" + to + "]";
    }

    private static Constant range(Constant whole, int from, int to) {
        List<Integer> shape = new ArrayList<>(whole.shape());
        int bytesPerRow = whole.data().remaining() / shape.get(0);
        shape.set(0, to - from);
        return new Constant(whole.type(), shape, whole.data().slice(from * bytesPerRow, (to - from) * bytesPerRow));
    }

    /** Returns the weight with inputs added after those of every group, which count for nothing. */
    Constant weightWithMoreInputs(int added) {
        int[] shape = weight.shape().stream().mapToInt(Integer::intValue).toArray();
        int kernel = shape[2] * shape[3];
        float[] values = weight.toTensor().toArray();
        return Constant.of(Tensor.create(
                buffer -> {
                    for (int row = 0; row < shape[0]; row++) {
                        buffer.put(values, row * shape[1] * kernel, shape[1] * kernel);
                        buffer.position(buffer.position() + added * kernel);
                    }
                },
                shape[0],
                shape[1] + added,
                shape[2],
                shape[3]));
    }
}
