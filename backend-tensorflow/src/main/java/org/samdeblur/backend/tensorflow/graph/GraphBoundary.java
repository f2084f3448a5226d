package org.samdeblur.backend.tensorflow.graph;

import java.util.Map;
import org.samdeblur.backend.tensorflow.operator.GraphWriter;
import org.samdeblur.backend.tensorflow.operator.Value;
import org.tensorflow.Output;

/** Adds the inputs and outputs of a compiled graph. */
public interface GraphBoundary {
    /**
     * Adds the placeholders of an input.
     *
     * @param input the graph's input
     * @param writer adds operations to the compiled graph
     * @param places receives the placeholders by name
     * @return the input's value
     */
    Value input(org.samdeblur.networks.graph.Value input, GraphWriter writer, Map<String, Output<?>> places);

    /**
     * Adds an output.
     *
     * @param name the output's name
     * @param value the output's value. If it may be an input, an operation must follow, because TensorFlow cannot fetch
     *     a value that is fed
     * @param writer adds operations to the compiled graph
     * @param places receives the outputs to fetch by name
     */
    void output(String name, Value value, GraphWriter writer, Map<String, Output<?>> places);
}
