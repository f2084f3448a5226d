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
    /** A run's operations follow one another in the thread that asks for it, so that memory is taken for one path only. */
    private static final int IN_THE_CALLERS_THREAD = -1;

    private final TensorFlowRuntime runtime;

    private TensorFlowEngine(TensorFlowRuntime runtime, Placement placement, BackendOptions options) {
        super(placement, options);
        this.runtime = runtime;
    }

    /**
     * Opens the engine. Without a number of threads, and at most, there are as many as the JVM sees processors.
     *
     * @throws org.samdeblur.api.DeviceUnavailableException if a device asked for by name is not available
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
     * <p>Weights are copied, once.
     *
     * @throws BackendException if the device has no room for them
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

    /** Returns how sessions run: on the engine's device, in the caller's thread and as many more as the engine may use. */
    ConfigProto configuration() {
        return placement()
                .configuration(precision())
                .setIntraOpParallelismThreads(threads())
                .setInterOpParallelismThreads(IN_THE_CALLERS_THREAD)
                .build();
    }
}
