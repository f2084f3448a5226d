package org.samdeblur.backend.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Value;
import org.samdeblur.networks.graph.Value.Axis;

/**
 * What goes into a graph and comes out of it, without its constants: keeping those would keep their files mapped.
 *
 * @param name the graph's name
 * @param inputs what goes in, 32-bit floats
 * @param outputs what comes out, 32-bit floats
 */
record Signature(String name, List<Value> inputs, List<Value> outputs) {
    /**
     * Reads a graph's signature.
     *
     * @throws InvalidModelException if something else than 32-bit floats goes in or out
     */
    static Signature of(Graph graph) {
        graph.inputs().forEach(input -> requireFloats(graph, "input", input));
        graph.outputs().forEach(output -> requireFloats(graph, "output", output));
        return new Signature(graph.name(), graph.inputs(), graph.outputs());
    }

    private static void requireFloats(Graph graph, String role, Value value) {
        if (value.type() != ElementType.FLOAT) {
            throw new InvalidModelException("the " + role + " '" + value.name() + "' of graph '" + graph.name()
                    + "' is " + value.type() + "; only 32-bit floats go in and out");
        }
    }

    /**
     * Foretells the shapes of outputs, by name, as far as the graph lets one: an axis is known if it is fixed, or named like
     * an axis of an input. What an exporter claims here need not be true; a shape that no buffer holds cannot be.
     */
    Map<String, int[]> foretell(Map<String, Tensor> tensors) {
        Map<String, Integer> sizes = sizesOfNamedAxes(tensors);
        Map<String, int[]> shapes = new HashMap<>();
        for (Value output : outputs) {
            foretell(output, sizes).ifPresent(shape -> shapes.put(output.name(), shape));
        }
        return shapes;
    }

    private Map<String, Integer> sizesOfNamedAxes(Map<String, Tensor> tensors) {
        Map<String, Integer> sizes = new HashMap<>();
        for (Value input : inputs) {
            Tensor tensor = tensors.get(input.name());
            if (tensor != null && tensor.rank() == input.shape().size()) {
                for (int i = 0; i < tensor.rank(); i++) {
                    sizes.putIfAbsent(input.shape().get(i).symbol(), tensor.dim(i));
                }
            }
        }
        sizes.remove("");
        return sizes;
    }

    private static Optional<int[]> foretell(Value output, Map<String, Integer> sizes) {
        int[] shape = new int[output.shape().size()];
        for (int i = 0; i < shape.length; i++) {
            OptionalInt size = size(output.shape().get(i), sizes);
            if (size.isEmpty()) {
                return Optional.empty();
            }
            shape[i] = size.getAsInt();
        }
        return fitsBuffer(shape) ? Optional.of(shape) : Optional.empty();
    }

    private static boolean fitsBuffer(int[] shape) {
        long bytes = Float.BYTES;
        for (int axis : shape) {
            bytes *= axis;
            if (bytes > Integer.MAX_VALUE) {
                return false;
            }
        }
        return true;
    }

    private static OptionalInt size(Axis axis, Map<String, Integer> sizes) {
        Integer named = sizes.get(axis.symbol());
        return axis.size().isPresent() || named == null ? axis.size() : OptionalInt.of(named);
    }

    /** Returns the quoted name, for messages. */
    @Override
    public String toString() {
        return "graph '" + name + "'";
    }
}
