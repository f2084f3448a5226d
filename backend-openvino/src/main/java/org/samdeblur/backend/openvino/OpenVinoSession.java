package org.samdeblur.backend.openvino;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.samdeblur.api.BackendException;
import org.samdeblur.api.Tensor;
import org.samdeblur.api.lifetime.Lifetime;
import org.samdeblur.backend.openvino.runtime.CompiledModel;
import org.samdeblur.backend.openvino.runtime.OpenVinoException;
import org.samdeblur.backend.openvino.runtime.OpenVinoRuntime;
import org.samdeblur.networks.engine.GraphSession;
import org.samdeblur.networks.engine.GraphSignature;
import org.samdeblur.networks.engine.Interruption;
import org.samdeblur.networks.graph.Value;

/** A graph loaded in OpenVINO. Owns the models. */
final class OpenVinoSession implements GraphSession {
    private final OpenVinoRuntime runtime;
    private final GraphSignature signature;
    private final List<String> outputs;
    private final SizedModels models;
    private final Lifetime lifetime;

    OpenVinoSession(OpenVinoRuntime runtime, GraphSignature signature, List<Value> outputs, SizedModels models) {
        this.runtime = runtime;
        this.signature = signature;
        this.outputs = outputs.stream().map(Value::name).toList();
        this.models = models;
        this.lifetime = new Lifetime("the session of " + signature);
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs) {
        return onModel(inputs, (model, given) -> {
            List<Tensor> made = model.run(signature, given);
            Map<String, Tensor> named = new LinkedHashMap<>();
            for (int i = 0; i < made.size(); i++) {
                named.put(outputs.get(i), made.get(i));
            }
            return named;
        });
    }

    @Override
    public void run(Map<String, Tensor> inputs, Map<String, FloatBuffer> into) {
        List<FloatBuffer> buffers = outputs.stream().map(into::get).toList();
        onModel(inputs, (model, given) -> {
            if (model.fit(buffers)) {
                model.run(signature, given, buffers);
            } else {
                List<Tensor> made = model.run(signature, given);
                for (int i = 0; i < made.size(); i++) {
                    buffers.get(i).duplicate().put(made.get(i).data());
                }
            }
            return buffers;
        });
    }

    private interface Work<T> {
        T run(CompiledModel model, List<Tensor> inputs) throws OpenVinoException;
    }

    private <T> T onModel(Map<String, Tensor> inputs, Work<T> work) {
        return whileOpen(inputs, () -> {
            List<Tensor> given = inOrder(inputs);
            CompiledModel model = models.lend(given);
            try {
                return work.run(model, given);
            } finally {
                model.giveBack();
            }
        });
    }

    private List<Tensor> inOrder(Map<String, Tensor> inputs) {
        return signature.inputs().stream()
                .map(input -> inputs.get(input.name()))
                .toList();
    }

    private <T> T whileOpen(Map<String, Tensor> inputs, Lifetime.Work<T, OpenVinoException> work) {
        try {
            return lifetime.use(() -> {
                signature.requireFit(inputs);
                Interruption.check(signature);
                return work.run();
            });
        } catch (OpenVinoException e) {
            throw new BackendException(
                    runtime + " failed to run the " + signature + " on " + GraphSignature.shapes(inputs) + ": "
                            + e.getMessage(),
                    e);
        }
    }

    @Override
    public void close() {
        lifetime.end(models::close);
    }
}
