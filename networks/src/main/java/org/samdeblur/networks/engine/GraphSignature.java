package org.samdeblur.networks.engine;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.samdeblur.api.BackendException;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Value;
import org.samdeblur.networks.graph.Value.Axis;

/**
 * The inputs that a graph takes, for engines whose runtime does not check them.
 *
 * @param name the graph's name
 * @param inputs the inputs, all of 32-bit floats
 * @param axes the only sizes that named axes may have
 * @since 0.1.0
 */
public record GraphSignature(String name, List<Value> inputs, Map<String, Integer> axes) {
    /**
     * Reads a graph's signature.
     *
     * @param graph the graph
     * @param axes the only sizes that named axes may have
     * @return the signature
     * @throws InvalidModelException if an input or output is not of 32-bit floats
     */
    public static GraphSignature of(Graph graph, Map<String, Integer> axes) {
        graph.inputs().forEach(input -> requireFloats(graph, "input", input));
        graph.outputs().forEach(output -> requireFloats(graph, "output", output));
        return new GraphSignature(graph.name(), graph.inputs(), Map.copyOf(axes));
    }

    private static void requireFloats(Graph graph, String role, Value value) {
        if (value.type() != ElementType.FLOAT) {
            throw new InvalidModelException("the " + role + " '" + value.name() + "' of graph '" + graph.name()
                    + "' is " + value.type() + "; only 32-bit floats are supported as inputs and outputs");
        }
    }

    /**
     * Returns the shapes of the inputs.
     *
     * @return a shape for each input, in order, with -1 for axes of any size; empty if the number of axes of an input
     *     is unknown
     */
    public Optional<List<int[]>> shapes() {
        return inputs.stream().allMatch(Value::ranked)
                ? Optional.of(inputs.stream().map(this::shape).toList())
                : Optional.empty();
    }

    private int[] shape(Value input) {
        return input.shape().stream()
                .mapToInt(axis -> axis.size().orElse(axes.getOrDefault(axis.symbol(), -1)))
                .toArray();
    }

    /**
     * Checks names, ranks and known sizes.
     *
     * @param tensors the inputs of a run, by name
     * @throws BackendException if names, ranks or sizes do not match the graph
     */
    public void requireFit(Map<String, Tensor> tensors) {
        boolean fit = tensors.size() == inputs.size()
                && inputs.stream().allMatch(input -> fits(input, tensors.get(input.name())));
        if (!fit) {
            throw new BackendException(this + " does not take " + shapes(tensors));
        }
    }

    private boolean fits(Value input, Tensor tensor) {
        if (tensor == null || (input.ranked() && tensor.rank() != input.shape().size())) {
            return false;
        }
        for (int i = 0; i < input.shape().size(); i++) {
            Axis axis = input.shape().get(i);
            int size = tensor.dim(i);
            if (axis.size().orElse(size) != size || axes.getOrDefault(axis.symbol(), size) != size) {
                return false;
            }
        }
        return true;
    }

    /**
     * Lists names and shapes, for messages.
     *
     * @param tensors tensors by name
     * @return such as {@code [image[1, 3, 64, 64]]}
     */
    public static String shapes(Map<String, Tensor> tensors) {
        return tensors.entrySet().stream()
                .map(tensor ->
                        tensor.getKey() + Arrays.toString(tensor.getValue().shape()))
                .collect(joining(", ", "[", "]"));
    }

    /** Returns the quoted name, for messages. */
    @Override
    public String toString() {
        return "graph '" + name + "'";
    }
}
