package org.samdeblur.backend.openvino;

import java.util.Map;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.backend.openvino.runtime.NativeModel;
import org.samdeblur.backend.openvino.runtime.OpenVinoException;
import org.samdeblur.backend.openvino.runtime.OpenVinoRuntime;
import org.samdeblur.networks.engine.GraphSignature;
import org.samdeblur.networks.engine.PlacedEngine;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.rewrite.ChannelNormForm;

/** OpenVINO on one device. */
final class OpenVinoEngine extends PlacedEngine<Placement, OpenVinoSession> {
    private final OpenVinoRuntime runtime;

    private OpenVinoEngine(OpenVinoRuntime runtime, Placement placement, BackendOptions options) {
        super(placement, options);
        this.runtime = runtime;
    }

    /**
     * Opens the engine. The default and maximum number of threads is the number of processors available to the JVM.
     *
     * @throws org.samdeblur.api.DeviceUnavailableException if a device requested by name is not available
     * @throws org.samdeblur.api.BackendException if OpenVINO is not found or cannot be loaded
     */
    static OpenVinoEngine open(BackendOptions options) {
        OpenVinoRuntime runtime = OpenVinoRuntime.get();
        return new OpenVinoEngine(runtime, Placement.of(options.device(), runtime), options);
    }

    /**
     * {@inheritDoc} On CPUs, OpenVINO keeps channels last and reduces them fast. Other devices have not been measured.
     */
    @Override
    public ChannelNormForm channelNormForm() {
        return device().isCpu() ? ChannelNormForm.REDUCTIONS : ChannelNormForm.CONVOLUTIONS;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Weights are copied, so that the constants' buffers are not needed when this method returns.
     */
    @Override
    protected OpenVinoSession start(Graph graph, Map<String, Integer> axes) {
        GraphSignature signature = GraphSignature.of(graph, axes);
        try {
            SizedModels models = SizedModels.of(
                    NativeModel.read(runtime, graph),
                    signature.shapes(),
                    placement().name(),
                    placement().properties(threads(), precision()));
            return new OpenVinoSession(runtime, signature, graph.outputs(), models);
        } catch (OpenVinoException e) {
            throw new InvalidModelException(runtime + " does not take the " + signature + ": " + e.getMessage(), e);
        }
    }
}
