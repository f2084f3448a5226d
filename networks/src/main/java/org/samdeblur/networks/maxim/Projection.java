package org.samdeblur.networks.maxim;

import java.util.List;
import java.util.stream.Stream;
import org.samdeblur.networks.architecture.Initial;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.Operand;

/**
 * A fully connected layer along the channels of every pixel. It can be divided by inputs or outputs, so that a joined
 * input or a result that is split need not be in memory as a whole.
 *
 * @param weight {@code [inputs, outputs]}
 * @param bias {@code [outputs]}
 * @param inputs the number of input channels
 * @param outputs the number of output channels
 */
record Projection(Operand weight, Operand bias, int inputs, int outputs) {
    /** Reads {@code layer.weight}, {@code [outputs, inputs]}, and {@code layer.bias}. */
    static Projection dense(Layers layers, String layer, int inputs, int outputs) {
        Initial initial = Initial.ofFanIn(inputs);
        Operand weight = layers.weight(layer + ".weight", initial, outputs, inputs);
        return new Projection(
                weight.transpose(1, 0), layers.weight(layer + ".bias", initial, outputs), inputs, outputs);
    }

    /**
     * Reads the weights of a 1×1 convolution: {@code layer.weight}, {@code [outputs, inputs, 1, 1]}, and {@code
     * layer.bias}.
     */
    static Projection conv(Layers layers, String layer, int inputs, int outputs) {
        Initial initial = Initial.ofFanIn(inputs);
        Operand weight = layers.weight(layer + ".weight", initial, outputs, inputs, 1, 1);
        Operand matrix = weight.reshape(outputs, inputs).transpose(1, 0);
        return new Projection(matrix, layers.weight(layer + ".bias", initial, outputs), inputs, outputs);
    }

    /** Projects {@code [..., inputs]} to {@code [..., outputs]}. */
    Operand of(Operand x) {
        return x.matmul(weight).add(bias);
    }

    /** Projects without adding the bias. */
    Operand withoutBias(Operand x) {
        return x.matmul(weight);
    }

    /** Returns the projections to the two halves of the result. */
    List<Projection> outputsInHalves() {
        int half = outputs / 2;
        return Stream.of(0, half)
                .map(from -> new Projection(
                        weight.slice(1, from, from + half), bias.slice(0, from, from + half), inputs, half))
                .toList();
    }

    /** Returns the projections of the two halves of the input. Both have the bias. */
    List<Projection> inputsInHalves() {
        int half = inputs / 2;
        return List.of(ofInputs(0, half), ofInputs(half, inputs));
    }

    /** Returns the projection of the inputs from {@code from}, inclusive, to {@code to}, exclusive. It has the bias. */
    Projection ofInputs(int from, int to) {
        return new Projection(weight.slice(0, from, to), bias, to - from, outputs);
    }

    /** Projects a map that is concatenated with itself along the channels. */
    Operand ofTwice(Operand x) {
        List<Projection> halves = inputsInHalves();
        return x.matmul(halves.get(0).weight().add(halves.get(1).weight())).add(bias);
    }
}
