package org.samdeblur.backend.onnx;

import static java.util.stream.Collectors.joining;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.Result;
import ai.onnxruntime.OrtSession.RunOptions;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.samdeblur.api.BackendException;
import org.samdeblur.api.Tensor;
import org.samdeblur.api.lifetime.Lifetime;
import org.samdeblur.networks.engine.GraphSession;
import org.samdeblur.networks.engine.InterruptibleRun;

/**
 * A graph loaded in ONNX Runtime. Inputs are not copied. An output whose shape is predicted from the graph is written
 * directly to the tensor that is returned; others are copied.
 */
final class OnnxRuntimeSession implements GraphSession {
    private static final Logger LOGGER = System.getLogger(OnnxRuntimeSession.class.getPackageName());

    /**
     * The number of input values, about 600×600 pixels, from which a single run returns its memory to the system. After
     * smaller runs, this would save little, and many threads doing it fragment the C library's heap. Repeated runs keep
     * the memory, because the next one needs it again.
     */
    private static final long LARGE = 1L << 20;

    private final NativeRuntime runtime;
    private final OrtSession session;
    private final NativeTensors weights;
    private final Signature signature;
    private final Lifetime lifetime;

    /** Whether shapes are predicted. Becomes false, permanently, when a prediction is wrong. */
    private volatile boolean foretelling = true;

    /** Takes ownership of the session and of the weights that it does not copy. */
    OnnxRuntimeSession(NativeRuntime runtime, OrtSession session, NativeTensors weights, Signature signature) {
        this.runtime = runtime;
        this.session = session;
        this.weights = weights;
        this.signature = signature;
        this.lifetime = new Lifetime("the session of " + signature);
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs) {
        return whileOpen(inputs, () -> feed(inputs));
    }

    @Override
    public void run(Map<String, Tensor> inputs, Map<String, FloatBuffer> outputs) {
        Map<String, int[]> shapes = signature.foretell(inputs);
        if (!foretelling || !fit(outputs, shapes)) {
            GraphSession.super.run(inputs, outputs);
            return;
        }
        whileOpen(inputs, () -> {
            try {
                feedInto(inputs, outputs, shapes);
            } catch (OrtException failure) {
                // the graph may just declare a wrong shape
                GraphSession.super.run(inputs, outputs);
                foretelling = false;
                LOGGER.log(Level.DEBUG, "outputs do not have the shapes that the " + signature + " declares", failure);
            }
            return outputs;
        });
    }

    /** Returns whether all outputs have predicted shapes, and these fit the buffers. */
    private static boolean fit(Map<String, FloatBuffer> outputs, Map<String, int[]> shapes) {
        return shapes.keySet().equals(outputs.keySet())
                && outputs.entrySet().stream()
                        .allMatch(output -> output.getValue().remaining()
                                == Arrays.stream(shapes.get(output.getKey())).reduce(1, Math::multiplyExact));
    }

    private void feedInto(Map<String, Tensor> inputs, Map<String, FloatBuffer> outputs, Map<String, int[]> shapes)
            throws OrtException {
        try (NativeTensors feeds = new NativeTensors(runtime.environment());
                NativeTensors pinned = new NativeTensors(runtime.environment());
                RunOptions options = new RunOptions()) {
            for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
                feeds.add(input.getKey(), input.getValue());
            }
            for (Map.Entry<String, FloatBuffer> output : outputs.entrySet()) {
                pinned.add(output.getKey(), output.getValue(), shapes.get(output.getKey()));
            }
            InterruptibleRun.of(
                            () -> terminate(options),
                            signature,
                            () -> session.run(feeds.byName(), Set.of(), pinned.byName(), options))
                    .close();
        }
    }

    private <T> T whileOpen(Map<String, Tensor> inputs, Lifetime.Work<T, OrtException> work) {
        try {
            return lifetime.use(work);
        } catch (OrtException e) {
            throw new BackendException(
                    runtime + " failed to run the " + signature + " on " + shapes(inputs) + ": " + Messages.of(e), e);
        }
    }

    private Map<String, Tensor> feed(Map<String, Tensor> inputs) throws OrtException {
        try (NativeTensors feeds = new NativeTensors(runtime.environment())) {
            for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
                feeds.add(input.getKey(), input.getValue());
            }
            return foretelling ? computeForetold(feeds, signature.foretell(inputs)) : compute(feeds, Map.of());
        }
    }

    /** Runs with predicted shapes, and again without them if that fails, because the graph may declare wrong ones. */
    private Map<String, Tensor> computeForetold(NativeTensors feeds, Map<String, int[]> shapes) throws OrtException {
        try {
            return compute(feeds, shapes);
        } catch (OrtException failure) {
            if (shapes.isEmpty()) {
                throw failure;
            }
            Map<String, Tensor> outputs = compute(feeds, Map.of());
            foretelling = false;
            LOGGER.log(Level.DEBUG, "outputs do not have the shapes that the " + signature + " declares", failure);
            return outputs;
        }
    }

    private Map<String, Tensor> compute(NativeTensors feeds, Map<String, int[]> foretold) throws OrtException {
        Map<String, Tensor> outputs = new HashMap<>();
        try (RunOptions options = options(feeds);
                NativeTensors pinned = new NativeTensors(runtime.environment())) {
            for (Map.Entry<String, int[]> output : foretold.entrySet()) {
                outputs.put(output.getKey(), pinned.allocate(output.getKey(), output.getValue()));
            }
            Set<String> others = new HashSet<>(session.getOutputNames());
            others.removeAll(foretold.keySet());
            try (Result result = InterruptibleRun.of(
                    () -> terminate(options),
                    signature,
                    () -> session.run(feeds.byName(), others, pinned.byName(), options))) {
                for (String other : others) {
                    outputs.put(other, copy((OnnxTensor) result.get(other).orElseThrow()));
                }
            }
        }
        return outputs;
    }

    /** Ends the runs with these options after the current node. */
    private static void terminate(RunOptions options) {
        try {
            options.setTerminate(true);
        } catch (OrtException e) {
            LOGGER.log(Level.DEBUG, "a run cannot be terminated", e);
        }
    }

    private static RunOptions options(NativeTensors feeds) throws OrtException {
        RunOptions options = new RunOptions();
        if (feeds.elements() >= LARGE) {
            options.addRunConfigEntry("memory.enable_memory_arena_shrinkage", "cpu:0");
        }
        return options;
    }

    private static Tensor copy(OnnxTensor value) {
        int[] shape = Arrays.stream(value.getInfo().getShape())
                .mapToInt(Math::toIntExact)
                .toArray();
        return Tensor.create(buffer -> buffer.put(value.getFloatBuffer()), shape);
    }

    private static String shapes(Map<String, Tensor> inputs) {
        return inputs.entrySet().stream()
                .map(input -> input.getKey() + Arrays.toString(input.getValue().shape()))
                .collect(joining(", "));
    }

    @Override
    public void close() {
        try {
            lifetime.end(() -> {
                session.close();
                weights.close();
            });
        } catch (OrtException e) {
            throw new BackendException("the " + signature + " cannot be released: " + Messages.of(e), e);
        }
    }
}
