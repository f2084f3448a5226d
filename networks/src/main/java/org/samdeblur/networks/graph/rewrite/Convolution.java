package org.samdeblur.networks.graph.rewrite;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** Returns a node as a convolution, if it is one. */
    static Optional<Convolution> of(Node node, GraphIndex graph) {
        if (!GraphIndex.isOperator(node, "Conv")) {
            return Optional.empty();
        }
        Optional<Constant> bias = graph.floats(node.input(2));
        boolean isBiasKnown = node.input(2).isEmpty() || bias.isPresent();
        return graph.floats(node.input(1))
                .filter(weight -> weight.shape().size() == RANK && isBiasKnown)
                .map(weight -> new Convolution(node, weight, bias))
                .filter(Convolution::isSound);
    }

    private boolean isSound() {
        return weight.data().hasRemaining()
                && bias.map(values -> values.shape().equals(List.of(outputs()))).orElse(true);
    }

    String input() {
        return node.input(0);
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

    /** Returns whether this is an unpadded 1×1 convolution with one group. */
    boolean isPointwise() {
        boolean isSinglePixel = weight.shape().get(2) == 1 && weight.shape().get(3) == 1;
        boolean isUnpadded =
                node.integers("pads").stream().flatMap(List::stream).allMatch(pad -> pad == 0);
        return groups() == 1 && isSinglePixel && isUnpadded;
    }

    /** Returns whether each output channel is computed from the input channel of the same index. */
    boolean isDepthwise() {
        return inputsPerGroup() == 1 && groups() == outputs();
    }

    /** A change of the weights of one output channel. */
    interface RowChange {
        /**
         * Changes the weights in place.
         *
         * @param output the index of the output channel
         * @param weights the channel's weights, row-major
         * @param bias the channel's bias; 0 if there is none
         * @return the channel's new bias
         */
        double apply(int output, double[] weights, double bias);
    }

    /**
     * Creates a convolution that differs only in input, weights, bias and the names of outputs.
     *
     * @param outputs the names of its outputs
     * @param input the name of its input
     * @param change computes the new weights and bias, in double precision
     */
    Node changed(List<String> outputs, String input, RowChange change, Additions additions) {
        FloatBuffer oldWeights = weight.data().asFloatBuffer();
        FloatBuffer oldBiases = bias.orElseGet(() -> Constant.create(zeros -> {}, outputs()))
                .data()
                .asFloatBuffer();
        double[] row = new double[oldWeights.remaining() / outputs()];
        float[] biases = new float[outputs()];
        // row by row, to keep only the result in memory beside the old weights
        Constant newWeight = Constant.create(
                buffer -> {
                    for (int output = 0; output < biases.length; output++) {
                        for (int i = 0; i < row.length; i++) {
                            row[i] = oldWeights.get();
                        }
                        biases[output] = (float) change.apply(output, row, oldBiases.get());
                        for (double value : row) {
                            buffer.put((float) value);
                        }
                    }
                },
                weight.shape().stream().mapToInt(Integer::intValue).toArray());
        String weightName = additions.constant(node.input(1) + "/folded", newWeight);
        String biasName = additions.constant(
                biasBaseName() + "/folded", Constant.create(buffer -> buffer.put(biases), biases.length));
        return new Node(node.name(), node.operator(), List.of(input, weightName, biasName), outputs, node.attributes());
    }

    /**
     * Creates a convolution that computes a range of this one's output channels. The weights are not copied.
     *
     * @param part the name of the range, in the node's name
     * @param input the name of its input: all input channels, or, for a depthwise convolution, those of the range
     * @param from the first output channel
     * @param to one past the last output channel
     */
    Node range(String part, String input, int from, int to, Additions additions) {
        List<String> inputs = new ArrayList<>(
                List.of(input, additions.constant(partName(node.input(1), from, to), range(weight, from, to))));
        bias.ifPresent(present ->
                inputs.add(additions.constant(partName(biasBaseName(), from, to), range(present, from, to))));
        Map<String, Attribute> attributes = new HashMap<>(node.attributes());
        if (isDepthwise()) {
            attributes.put("group", Attribute.of(to - from));
        }
        return additions.node(node.name() + "/" + part, "Conv", inputs, attributes);
    }

    private String biasBaseName() {
        return bias.isPresent() ? node.input(2) : node.name() + "/bias";
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

    /** Returns the weight with further inputs after those of each group, with weights of zero. */
    Constant weightWithMoreInputs(int added) {
        int[] shape = weight.shape().stream().mapToInt(Integer::intValue).toArray();
        int kernel = shape[2] * shape[3];
        FloatBuffer old = weight.data().asFloatBuffer();
        return Constant.create(
                buffer -> {
                    for (int row = 0; row < shape[0]; row++) {
                        buffer.put(old.slice(row * shape[1] * kernel, shape[1] * kernel));
                        buffer.position(buffer.position() + added * kernel);
                    }
                },
                shape[0],
                shape[1] + added,
                shape[2],
                shape[3]);
    }
}
