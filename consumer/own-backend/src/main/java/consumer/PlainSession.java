package consumer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.Result;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.samdeblur.api.BackendException;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.engine.GraphSession;

/** A loaded graph. Many threads may run it; closing waits for them. */
final class PlainSession implements GraphSession {
    private final ReadWriteLock use = new ReentrantReadWriteLock();
    private final OrtEnvironment environment;
    private final OrtSession session;
    private boolean closed;

    PlainSession(OrtEnvironment environment, OrtSession session) {
        this.environment = environment;
        this.session = session;
    }

    static String oneLine(OrtException failure) {
        return failure.getMessage().replaceAll("\\s+", " ");
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs) {
        use.readLock().lock();
        Map<String, OnnxTensorLike> feeds = new HashMap<>();
        try {
            if (closed) {
                throw new IllegalStateException("the session is closed");
            }
            for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
                Tensor value = input.getValue();
                long[] shape = Arrays.stream(value.shape()).asLongStream().toArray();
                feeds.put(input.getKey(), OnnxTensor.createTensor(environment, value.data(), shape));
            }
            Map<String, Tensor> outputs = new HashMap<>();
            try (Result result = session.run(feeds)) {
                for (Map.Entry<String, OnnxValue> output : result) {
                    outputs.put(output.getKey(), tensor((OnnxTensor) output.getValue()));
                }
            }
            return outputs;
        } catch (OrtException e) {
            throw new BackendException(oneLine(e), e);
        } finally {
            feeds.values().forEach(OnnxTensorLike::close);
            use.readLock().unlock();
        }
    }

    private static Tensor tensor(OnnxTensor value) {
        int[] shape = Arrays.stream(value.getInfo().getShape())
                .mapToInt(Math::toIntExact)
                .toArray();
        return Tensor.of(value.getFloatBuffer().array(), shape);
    }

    @Override
    public void close() {
        use.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                session.close();
            }
        } catch (OrtException e) {
            throw new BackendException(oneLine(e), e);
        } finally {
            use.writeLock().unlock();
        }
    }
}
