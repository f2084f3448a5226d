package org.samdeblur.backend.djl;

import ai.djl.ndarray.NDManager;
import java.lang.System.Logger;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.Device;
import org.samdeblur.backend.djl.program.Program;
import org.samdeblur.backend.djl.program.Weights;
import org.samdeblur.backend.djl.runtime.Placement;
import org.samdeblur.backend.djl.runtime.PyTorch;
import org.samdeblur.networks.engine.DeviceNotes;
import org.samdeblur.networks.engine.GraphEngine;
import org.samdeblur.networks.engine.GraphSignature;
import org.samdeblur.networks.engine.ProcessorThreads;
import org.samdeblur.networks.expansion.OperatorExpansion;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.rewrite.GraphRewriter;
import org.samdeblur.networks.operator.GraphConstants;

/** Interprets graphs on PyTorch, on one device. */
final class DjlEngine implements GraphEngine {
    private static final Logger LOGGER = System.getLogger(DjlEngine.class.getPackageName());

    private final PyTorch pytorch;
    private final Placement placement;
    private final int threads;
    private final AtomicBoolean closed = new AtomicBoolean();

    private DjlEngine(PyTorch pytorch, Placement placement, int threads) {
        this.pytorch = pytorch;
        this.placement = placement;
        this.threads = threads;
    }

    /**
     * Opens the engine. Without a number of threads, and at most, there are as many as the JVM sees processors.
     *
     * @throws org.samdeblur.api.DeviceUnavailableException if a device asked for by name cannot be had
     * @throws org.samdeblur.api.BackendException if the native library cannot be loaded
     */
    static DjlEngine open(BackendOptions options) {
        PyTorch pytorch = PyTorch.get();
        Placement placement = Placement.of(options.device(), pytorch);
        DeviceNotes.log(LOGGER, placement.note());
        return new DjlEngine(pytorch, placement, ProcessorThreads.of(options));
    }

    PyTorch pytorch() {
        return pytorch;
    }

    Placement placement() {
        return placement;
    }

    int threads() {
        return threads;
    }

    @Override
    public Device device() {
        return placement.device();
    }

    @Override
    public Optional<String> deviceNote() {
        return placement.note();
    }

    /**
     * {@inheritDoc}
     *
     * <p>On the processor, weights are read from where they lie, run after run.
     */
    @Override
    public DjlSession load(Graph graph, Map<String, Integer> axes) {
        if (closed.get()) {
            throw new IllegalStateException("the engine on " + device() + " is closed");
        }
        GraphSignature signature = GraphSignature.of(graph, axes);
        Graph expanded = OperatorExpansion.expand(GraphRewriter.foldConstants(graph));
        Program program = Program.of(expanded);
        NDManager manager = pytorch.newManager(placement.engineDevice());
        try {
            Weights weights = Weights.load(GraphConstants.of(expanded), manager);
            return new DjlSession(pytorch, threads, signature, program, weights, manager);
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /** Refuses further graphs. Sessions live on until they are closed; the native library stays loaded. */
    @Override
    public void close() {
        closed.set(true);
    }
}
