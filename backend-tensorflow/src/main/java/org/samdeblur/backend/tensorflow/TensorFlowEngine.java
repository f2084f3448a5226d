package org.samdeblur.backend.tensorflow;

import java.util.Map;
import org.samdeblur.api.BackendException;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.backend.tensorflow.graph.CompiledGraph;
import org.samdeblur.backend.tensorflow.runtime.Placement;
import org.samdeblur.backend.tensorflow.runtime.TensorFlowRuntime;
import org.samdeblur.networks.engine.GraphSignature;
import org.samdeblur.networks.engine.OneLine;
import org.samdeblur.networks.engine.PlacedEngine;
import org.samdeblur.networks.graph.Graph;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.ConfigProto;

/** Runs graphs in TensorFlow, on one device. */
final class TensorFlowEngine extends PlacedEngine<Placement, TensorFlowSession> {
    /** A run's operations are executed one after another in the calling thread, which needs the least memory. */
    private static final int IN_THE_CALLERS_THREAD = -1;

    private final TensorFlowRuntime runtime;

    private TensorFlowEngine(TensorFlowRuntime runtime, Placement placement, BackendOptions options) {
        super(placement, options);
        this.runtime = runtime;
    }

    /**
     * Opens the engine. The default and maximum number of threads is the number of processors available to the JVM.
     *
     * @throws org.samdeblur.api.DeviceUnavailableException if a device requested by name is not available
     * @throws org.samdeblur.api.BackendException if the native library cannot be loaded
     */
    static TensorFlowEngine open(BackendOptions options) {
        TensorFlowRuntime runtime = TensorFlowRuntime.get();
        Placement placement = Placement.of(options.device(), runtime);
        return new TensorFlowEngine(runtime, placement, options);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Weights are copied once.
     *
     * @throws BackendException if the device has not enough memory for them
     */
    @Override
    protected TensorFlowSession start(Graph graph, Map<String, Integer> axes) {
        GraphSignature signature = GraphSignature.of(graph, axes);
        CompiledGraph compiled = CompiledGraph.of(graph, axes, placement().operations());
        try {
            return new TensorFlowSession(runtime, signature, compiled, filled(compiled));
        } catch (TensorFlowException | TFInvalidArgumentException | TFUnimplementedException e) {
            compiled.close();
            throw new BackendException(
                    runtime + " failed to load the " + signature + " on " + device() + ": " + OneLine.of(e), e);
        } catch (RuntimeException e) {
            compiled.close();
            throw e;
        }
    }

    private Session filled(CompiledGraph compiled) {
        Session session = new Session(compiled.graph(), configuration());
        try {
            compiled.initialise(session);
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** Returns the configuration of sessions: the engine's device and number of threads. */
    ConfigProto configuration() {
        return placement()
                .configuration(precision())
                .setIntraOpParallelismThreads(threads())
                .setInterOpParallelismThreads(IN_THE_CALLERS_THREAD)
                .build();
    }
}
