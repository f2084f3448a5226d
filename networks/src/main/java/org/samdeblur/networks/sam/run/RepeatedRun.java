package org.samdeblur.networks.sam.run;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.engine.GraphSession;
import org.samdeblur.networks.graph.Value;

/** Runs a graph many times with the same memory for what it makes. For one thread at a time. */
final class RepeatedRun {
    private final GraphSession session;
    private final Map<String, Value> signature = new LinkedHashMap<>();
    private final Map<String, FloatBuffer> memory = new HashMap<>();

    /**
     * Takes memory for the largest outputs there can be.
     *
     * @param session the loaded graph; stays its owner's
     * @param outputs what comes out
     * @param largest the largest sizes of the outputs' axes that may vary, by name
     */
    RepeatedRun(GraphSession session, List<Value> outputs, Map<String, Integer> largest) {
        this.session = session;
        for (Value output : outputs) {
            signature.put(output.name(), output);
            memory.put(output.name(), allocate(size(shape(output, largest))));
        }
    }

    /**
     * Runs the graph.
     *
     * @param inputs a tensor for every input, by name
     * @param axes sizes of the outputs' axes that may vary, by name
     * @return the outputs by name, valid until the next run
     */
    Map<String, Tensor> run(Map<String, Tensor> inputs, Map<String, Integer> axes) {
        Map<String, FloatBuffer> buffers = new HashMap<>();
        Map<String, Tensor> outputs = new HashMap<>();
        signature.forEach((name, output) -> {
            int[] shape = shape(output, axes);
            FloatBuffer buffer = memory.get(name).slice(0, size(shape));
            buffers.put(name, buffer);
            outputs.put(name, Tensor.wrap(buffer, shape));
        });
        session.run(inputs, buffers);
        return outputs;
    }

    private static int[] shape(Value output, Map<String, Integer> axes) {
        return output.shape().stream()
                .mapToInt(axis -> axis.size().orElseGet(() -> axes.get(axis.symbol())))
                .toArray();
    }

    private static int size(int[] shape) {
        int size = 1;
        for (int axis : shape) {
            size = Math.multiplyExact(size, axis);
        }
        return size;
    }

    private static FloatBuffer allocate(int values) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(values, Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
