package org.samdeblur.examples.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.samdeblur.api.Device;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.engine.GraphEngine;
import org.samdeblur.networks.engine.GraphSession;
import org.samdeblur.networks.graph.Graph;

/** An engine that says how long each graph ran. Does not own the engine it times. For use by one thread. */
final class TimedEngine implements GraphEngine {
    private final GraphEngine engine;
    private final Map<String, Long> nanoseconds = new LinkedHashMap<>();

    TimedEngine(GraphEngine engine) {
        this.engine = engine;
    }

    /** Returns the nanoseconds each graph has run since the last reset, by the graph's name. */
    Map<String, Long> nanoseconds() {
        return Map.copyOf(nanoseconds);
    }

    void reset() {
        nanoseconds.clear();
    }

    @Override
    public Device device() {
        return engine.device();
    }

    @Override
    public Optional<String> deviceNote() {
        return engine.deviceNote();
    }

    @Override
    public GraphSession load(Graph graph, Map<String, Integer> axes) {
        GraphSession session = engine.load(graph, axes);
        return new GraphSession() {
            @Override
            public Map<String, Tensor> run(Map<String, Tensor> inputs) {
                long start = System.nanoTime();
                try {
                    return session.run(inputs);
                } finally {
                    nanoseconds.merge(graph.name(), System.nanoTime() - start, Long::sum);
                }
            }

            @Override
            public void close() {
                session.close();
            }
        };
    }

    @Override
    public void close() {}
}
