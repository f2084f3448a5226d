package consumer;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.util.Map;
import java.util.Optional;
import org.samdeblur.api.Device;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.networks.engine.GraphEngine;
import org.samdeblur.networks.engine.GraphSession;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.OnnxFiles;

/** The least that an engine needs: it writes a graph as an ONNX model, weights and all, and gives it to a runtime. */
final class PlainEngine implements GraphEngine {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private volatile boolean closed;

    @Override
    public Device device() {
        return Device.cpu();
    }

    @Override
    public Optional<String> deviceNote() {
        return Optional.empty();
    }

    @Override
    public GraphSession load(Graph graph, Map<String, Integer> axes) {
        if (closed) {
            throw new IllegalStateException("the engine is closed");
        }
        try (SessionOptions options = new SessionOptions()) {
            for (Map.Entry<String, Integer> axis : axes.entrySet()) {
                options.setSymbolicDimensionValue(axis.getKey(), axis.getValue());
            }
            return new PlainSession(
                    environment,
                    environment.createSession(OnnxFiles.serialize(graph, Integer.MAX_VALUE).proto(), options));
        } catch (OrtException e) {
            throw new InvalidModelException("graph '" + graph.name() + "': " + PlainSession.oneLine(e), e);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
