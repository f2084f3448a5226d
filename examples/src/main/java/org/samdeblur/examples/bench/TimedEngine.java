package org.samdeblur.examples.bench;

import java.nio.FloatBuffer;
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
        return new TimedSession(graph.name(), engine.load(graph, axes));
    }

    private final class TimedSession implements GraphSession {
        private final String graph;
        private final GraphSession session;

        TimedSession(String graph, GraphSession session) {
            this.graph = graph;
            this.session = session;
        }

        @Override
        public Map<String, Tensor> run(Map<String, Tensor> inputs) {
            long start = System.nanoTime();
            Map<String, Tensor> outputs = session.run(inputs);
            add(start);
            return outputs;
        }

        @Override
        public void run(Map<String, Tensor> inputs, Map<String, FloatBuffer> outputs) {
            long start = System.nanoTime();
            session.run(inputs, outputs);
            add(start);
        }

        private void add(long start) {
            nanoseconds.merge(graph, System.nanoTime() - start, Long::sum);
        }

        @Override
        public void close() {
            session.close();
        }
    }

    @Override
    public void close() {}
}
