package org.samdeblur.backend.tensorflow;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.samdeblur.api.BackendException;
import org.samdeblur.api.Tensor;
import org.samdeblur.api.lifetime.Lifetime;
import org.samdeblur.backend.tensorflow.graph.CompiledGraph;
import org.samdeblur.backend.tensorflow.runtime.TensorFlowRuntime;
import org.samdeblur.backend.tensorflow.runtime.Tensors;
import org.samdeblur.networks.engine.GraphSession;
import org.samdeblur.networks.engine.GraphSignature;
import org.samdeblur.networks.engine.Interruption;
import org.samdeblur.networks.engine.OneLine;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.types.TFloat32;

/** A compiled graph, and a session with its weights. Owns both. */
final class TensorFlowSession implements GraphSession {
    private final TensorFlowRuntime runtime;
    private final GraphSignature signature;
    private final CompiledGraph graph;
    private final Session session;
    private final Lifetime lifetime;

    TensorFlowSession(TensorFlowRuntime runtime, GraphSignature signature, CompiledGraph graph, Session session) {
        this.runtime = runtime;
        this.signature = signature;
        this.graph = graph;
        this.session = session;
        this.lifetime = new Lifetime("the session of " + signature);
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs) {
        Map<String, Tensor> outputs = new HashMap<>();
        run(inputs, (name, made) -> outputs.put(name, Tensors.of(made)));
        return outputs;
    }

    @Override
    public void run(Map<String, Tensor> inputs, Map<String, FloatBuffer> outputs) {
        run(inputs, (BiConsumer<String, TFloat32>) (name, made) -> Tensors.read(made, outputs.get(name)));
    }

    private void run(Map<String, Tensor> inputs, BiConsumer<String, TFloat32> taker) {
        lifetime.use(() -> {
            compute(inputs, taker);
            return null;
        });
    }

    private void compute(Map<String, Tensor> inputs, BiConsumer<String, TFloat32> taker) {
        List<TFloat32> given = new ArrayList<>();
        try {
            signature.requireFit(inputs);
            Interruption.check(signature);
            Session.Runner runner = session.runner();
            graph.inputs().forEach((name, place) -> {
                TFloat32 tensor = Tensors.of(inputs.get(name));
                given.add(tensor);
                runner.feed(place, tensor);
            });
            graph.outputs().values().forEach(runner::fetch);
            try (Result made = runner.run()) {
                int index = 0;
                for (String name : graph.outputs().keySet()) {
                    taker.accept(name, (TFloat32) made.get(index++));
                }
            }
        } catch (TensorFlowException | TFInvalidArgumentException | TFUnimplementedException e) {
            throw new BackendException(
                    runtime + " failed to run the " + signature + " on " + GraphSignature.shapes(inputs) + ": "
                            + OneLine.of(e),
                    e);
        } finally {
            given.forEach(TFloat32::close);
        }
    }

    @Override
    public void close() {
        lifetime.end(() -> {
            session.close();
            graph.close();
        });
    }
}
