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
 * A graph in ONNX Runtime. Inputs are read where they lie. An output whose shape the graph foretells is written straight
 * into the tensor that is returned; any other is copied.
 */
final class OnnxRuntimeSession implements GraphSession {
    private static final Logger LOGGER = System.getLogger(OnnxRuntimeSession.class.getPackageName());

    /**
     * A single run on so many input values, about 600×600 pixels, gives the memory it took back to the system. Doing so after
     * smaller ones as well would save little, and many threads at it scatter the C library's heap. One of many runs alike
     * keeps it: the next would only take it again.
     */
    private static final long LARGE = 1L << 20;

    private final NativeRuntime runtime;
    private final OrtSession session;
    private final NativeTensors weights;
    private final Signature signature;
    private final Lifetime lifetime;

    /** Turns false when an output came out in another shape than foretold, and stays so. */
    private volatile boolean foretelling = true;

    /** Takes over the session and the weights that it reads where they lie. */
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
                // as with foretold shapes in general, the graph may be wrong about itself only
                GraphSession.super.run(inputs, outputs);
                foretelling = false;
                LOGGER.log(Level.DEBUG, "outputs are not shaped as the " + signature + " says", failure);
            }
            return outputs;
        });
    }

    /** Returns whether it is known of all outputs that they are as large as the buffers for them. */
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

    /** A failure may mean no more than that the graph claims a wrong shape; if so, it is not believed again. */
    private Map<String, Tensor> computeForetold(NativeTensors feeds, Map<String, int[]> shapes) throws OrtException {
        try {
            return compute(feeds, shapes);
        } catch (OrtException failure) {
            if (shapes.isEmpty()) {
                throw failure;
            }
            Map<String, Tensor> outputs = compute(feeds, Map.of());
            foretelling = false;
            LOGGER.log(Level.DEBUG, "outputs are not shaped as the " + signature + " says", failure);
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

    /** Ends the runs that have these options after the node that is being computed. */
    private static void terminate(RunOptions options) {
        try {
            options.setTerminate(true);
        } catch (OrtException e) {
            LOGGER.log(Level.DEBUG, "a run cannot be ended", e);
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
