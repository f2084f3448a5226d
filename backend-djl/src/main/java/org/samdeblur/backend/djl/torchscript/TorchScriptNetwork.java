package org.samdeblur.backend.djl.torchscript;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.samdeblur.api.Tensor;
import org.samdeblur.backend.djl.runtime.PyTorch;
import org.samdeblur.backend.djl.runtime.Tensors;

/** A loaded TorchScript network that takes one tensor and gives one. Owns the model. */
final class TorchScriptNetwork implements AutoCloseable {
    private final PyTorch pytorch;
    private final int threads;
    private final Model model;
    private final Block block;

    /** Runs hold the read lock, closing takes the write lock. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    private boolean closed;

    TorchScriptNetwork(PyTorch pytorch, int threads, Model model) {
        this.pytorch = pytorch;
        this.threads = threads;
        this.model = model;
        this.block = model.getBlock();
    }

    /** Returns the shapes of the 32-bit float weights, in the order the network lists them. */
    List<Shape> weights() {
        return block.getDirectParameters().values().stream()
                .map(parameter -> parameter.getArray())
                .filter(weight -> weight.getDataType() == DataType.FLOAT32)
                .map(NDArray::getShape)
                .toList();
    }

    /** Runs the network; throws the engine's exceptions. */
    Tensor run(Tensor input) {
        lock.readLock().lock();
        try (NDManager manager = open().newSubManager();
                NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            pytorch.useThreads(threads);
            pytorch.interpretTorchScript();
            NDList output = block.forward(
                    new ParameterStore(manager, false), new NDList(Tensors.toArray(input, manager)), false);
            return Tensors.toTensor(output.singletonOrThrow());
        } finally {
            lock.readLock().unlock();
        }
    }

    private NDManager open() {
        if (closed) {
            throw new IllegalStateException("network '" + model.getName() + "' is closed");
        }
        return model.getNDManager();
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                model.close();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
