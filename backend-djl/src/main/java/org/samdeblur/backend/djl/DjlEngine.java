package org.samdeblur.backend.djl;

import ai.djl.ndarray.NDManager;
import java.util.Map;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.backend.djl.program.Program;
import org.samdeblur.backend.djl.program.Weights;
import org.samdeblur.backend.djl.runtime.Placement;
import org.samdeblur.backend.djl.runtime.PyTorch;
import org.samdeblur.networks.engine.GraphSignature;
import org.samdeblur.networks.engine.PlacedEngine;
import org.samdeblur.networks.expansion.OperatorExpansion;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.rewrite.GraphRewriter;
import org.samdeblur.networks.operator.GraphConstants;

/** Runs graphs operator by operator on PyTorch, on one device. */
final class DjlEngine extends PlacedEngine<Placement, DjlSession> {
    private final PyTorch pytorch;

    private DjlEngine(PyTorch pytorch, Placement placement, BackendOptions options) {
        super(placement, options);
        this.pytorch = pytorch;
    }

    /**
     * Opens the engine. The default and maximum number of threads is the number of processors available to the JVM.
     *
     * @throws org.samdeblur.api.DeviceUnavailableException if a device requested by name is not available
     * @throws org.samdeblur.api.BackendException if the native library cannot be loaded
     */
    static DjlEngine open(BackendOptions options) {
        PyTorch pytorch = PyTorch.get();
        Placement placement = Placement.of(options.device(), pytorch);
        return new DjlEngine(pytorch, placement, options);
    }

    PyTorch pytorch() {
        return pytorch;
    }

    /**
     * {@inheritDoc}
     *
     * <p>On the processor, weights in aligned direct buffers are not copied; the session keeps the buffers.
     */
    @Override
    protected DjlSession start(Graph graph, Map<String, Integer> axes) {
        GraphSignature signature = GraphSignature.of(graph, axes);
        Graph expanded = OperatorExpansion.expand(GraphRewriter.fuseActivations(GraphRewriter.foldConstants(graph)));
        Program program = Program.of(expanded);
        NDManager manager = pytorch.newManager(placement().engineDevice());
        try {
            Weights weights = Weights.load(GraphConstants.of(expanded), manager);
            return new DjlSession(pytorch, threads(), signature, program, weights, manager);
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }
}
