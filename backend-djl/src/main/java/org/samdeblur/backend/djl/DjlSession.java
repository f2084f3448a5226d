package org.samdeblur.backend.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.samdeblur.api.BackendException;
import org.samdeblur.api.Tensor;
import org.samdeblur.api.lifetime.Lifetime;
import org.samdeblur.backend.djl.program.Program;
import org.samdeblur.backend.djl.program.Weights;
import org.samdeblur.backend.djl.runtime.PyTorch;
import org.samdeblur.backend.djl.runtime.Tensors;
import org.samdeblur.networks.engine.GraphSession;
import org.samdeblur.networks.engine.GraphSignature;

/** A program with its weights. Owns the weights. Each run has its own arrays. */
final class DjlSession implements GraphSession {
    private final PyTorch pytorch;
    private final int threads;
    private final GraphSignature signature;
    private final Program program;
    private final Weights weights;
    private final NDManager manager;
    private final Lifetime lifetime;

    DjlSession(
            PyTorch pytorch,
            int threads,
            GraphSignature signature,
            Program program,
            Weights weights,
            NDManager manager) {
        this.pytorch = pytorch;
        this.threads = threads;
        this.signature = signature;
        this.program = program;
        this.weights = weights;
        this.manager = manager;
        this.lifetime = new Lifetime("the session of " + signature);
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs) {
        try {
            return lifetime.use(() -> compute(inputs));
        } catch (BackendException e) {
            throw new BackendException(
                    pytorch + " failed to run the " + signature + " on " + GraphSignature.shapes(inputs) + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private Map<String, Tensor> compute(Map<String, Tensor> inputs) {
        signature.requireFit(inputs);
        pytorch.useThreads(threads);
        try (NDManager run = manager.newSubManager()) {
            Map<String, NDArray> given = new LinkedHashMap<>();
            inputs.forEach((name, tensor) -> given.put(name, Tensors.toArray(tensor, run)));
            Map<String, Tensor> outputs = new HashMap<>();
            program.run(given, weights, run).forEach((name, array) -> outputs.put(name, Tensors.toTensor(array)));
            return outputs;
        }
    }

    /** Returns the number of arrays in addition to the weights; 0 if nothing runs. */
    int arrays() {
        return manager.getManagedArrays().size();
    }

    @Override
    public void close() {
        lifetime.end(() -> {
            weights.close();
            manager.close();
        });
    }
}
