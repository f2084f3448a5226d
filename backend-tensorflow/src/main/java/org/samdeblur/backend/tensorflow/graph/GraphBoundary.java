package org.samdeblur.backend.tensorflow.graph;

import java.util.Map;
import org.samdeblur.backend.tensorflow.operator.GraphWriter;
import org.samdeblur.backend.tensorflow.operator.Value;
import org.tensorflow.Output;

/** How a compiled graph takes its inputs and gives its outputs. */
public interface GraphBoundary {
    /**
     * Makes what a graph reads as its input.
     *
     * @param input the graph's input
     * @param writer adds to the compiled graph
     * @param places takes, by name, where values are fed
     * @return the input's value
     */
    Value input(org.samdeblur.networks.graph.Value input, GraphWriter writer, Map<String, Output<?>> places);

    /**
     * Makes what is fetched as a graph's output.
     *
     * @param name the output's name
     * @param value what the graph makes; where that may be an input, an operation has to follow, since TensorFlow fetches nothing
     *     that is fed
     * @param writer adds to the compiled graph
     * @param places takes, by name, where values come out
     */
    void output(String name, Value value, GraphWriter writer, Map<String, Output<?>> places);
}
