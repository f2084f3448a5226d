package org.samdeblur.backend.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.engine.GraphSignature;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Value;
import org.samdeblur.networks.graph.Value.Axis;

/**
 * The inputs and outputs of a graph. Does not reference its constants, which would keep their files mapped.
 *
 * @param inputs the inputs
 * @param outputs the outputs, 32-bit floats
 */
record Signature(GraphSignature inputs, List<Value> outputs) {
    /**
     * Reads a graph's signature.
     *
     * @throws org.samdeblur.api.InvalidModelException if an input or output is not of 32-bit floats
     */
    static Signature of(Graph graph) {
        return new Signature(GraphSignature.of(graph, Map.of()), graph.outputs());
    }

    /**
     * Predicts the shapes of outputs, by name. The size of an axis is known if it is fixed, or if an input has an axis
     * of the same name. The file may declare wrong shapes. Outputs with unknown sizes, or shapes that exceed a buffer,
     * are omitted.
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
        for (Value input : inputs.inputs()) {
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
        return inputs.toString();
    }
}
