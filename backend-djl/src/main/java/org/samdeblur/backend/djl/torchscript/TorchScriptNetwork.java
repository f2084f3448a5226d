package org.samdeblur.backend.djl.torchscript;

import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.List;
import org.samdeblur.api.BackendException;
import org.samdeblur.api.Tensor;
import org.samdeblur.api.lifetime.Lifetime;
import org.samdeblur.backend.djl.runtime.Messages;
import org.samdeblur.backend.djl.runtime.PyTorch;
import org.samdeblur.backend.djl.runtime.Tensors;
import org.samdeblur.networks.engine.ImageNetwork;

/** A loaded TorchScript network that takes one tensor and returns one. Owns the model. */
final class TorchScriptNetwork implements ImageNetwork {
    private final PyTorch pytorch;
    private final int threads;
    private final Model model;
    private final Block block;
    private final Lifetime lifetime;

    TorchScriptNetwork(PyTorch pytorch, int threads, Model model) {
        this.pytorch = pytorch;
        this.threads = threads;
        this.model = model;
        this.block = model.getBlock();
        this.lifetime = new Lifetime("network '" + model.getName() + "'");
    }

    /** Returns the shapes of the weights of 32-bit floats, in the network's order. */
    List<Shape> weights() {
        return block.getDirectParameters().values().stream()
                .map(parameter -> parameter.getArray())
                .filter(weight -> weight.getDataType() == DataType.FLOAT32)
                .map(NDArray::getShape)
                .toList();
    }

    @Override
    public Tensor run(Tensor batch) {
        return lifetime.use(() -> compute(batch));
    }

    private Tensor compute(Tensor batch) {
        try (NDManager manager = model.getNDManager().newSubManager();
                NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            pytorch.useThreads(threads);
            pytorch.interpretTorchScript();
            NDList output = block.forward(
                    new ParameterStore(manager, false), new NDList(Tensors.toArray(batch, manager)), false);
            return Tensors.toTensor(output.singletonOrThrow());
        } catch (EngineException e) {
            throw new BackendException(
                    "network '" + model.getName() + "' fails on " + batch + ": " + Messages.of(e), e);
        }
    }

    @Override
    public void close() {
        lifetime.end(model::close);
    }
}
