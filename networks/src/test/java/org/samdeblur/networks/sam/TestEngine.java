package org.samdeblur.networks.sam;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.samdeblur.api.BackendException;
import org.samdeblur.api.Device;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.engine.GraphEngine;
import org.samdeblur.networks.engine.GraphSession;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.OnnxFiles;

/** The simplest engine there can be, to run graphs in tests of this module. */
public final class TestEngine implements GraphEngine {
    private static final int THREADS = 2;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();

    /** Makes an engine. */
    public TestEngine() {}

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
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(THREADS);
            return new Session(environment.createSession(
                    OnnxFiles.serialize(graph, Integer.MAX_VALUE).proto(), options));
        } catch (OrtException e) {
            throw new InvalidModelException("ONNX Runtime does not take '" + graph.name() + "': " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {}

    private final class Session implements GraphSession {
        private final OrtSession session;

        Session(OrtSession session) {
            this.session = session;
        }

        @Override
        public Map<String, Tensor> run(Map<String, Tensor> inputs) {
            Map<String, OnnxTensor> values = new HashMap<>();
            try {
                for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
                    Tensor tensor = input.getValue();
                    long[] shape = Arrays.stream(tensor.shape()).asLongStream().toArray();
                    values.put(input.getKey(), OnnxTensor.createTensor(environment, tensor.data(), shape));
                }
                try (OrtSession.Result result = session.run(values)) {
                    Map<String, Tensor> outputs = new HashMap<>();
                    result.forEach(output -> outputs.put(output.getKey(), copy((OnnxTensor) output.getValue())));
                    return outputs;
                }
            } catch (OrtException e) {
                throw new BackendException("ONNX Runtime failed: " + e.getMessage(), e);
            } finally {
                values.values().forEach(OnnxTensor::close);
            }
        }

        private static Tensor copy(OnnxTensor value) {
            int[] shape = Arrays.stream(value.getInfo().getShape())
                    .mapToInt(Math::toIntExact)
                    .toArray();
            return Tensor.create(buffer -> buffer.put(value.getFloatBuffer()), shape);
        }

        @Override
        public void close() {
            try {
                session.close();
            } catch (OrtException e) {
                throw new BackendException("ONNX Runtime does not close: " + e.getMessage(), e);
            }
        }
    }
}
