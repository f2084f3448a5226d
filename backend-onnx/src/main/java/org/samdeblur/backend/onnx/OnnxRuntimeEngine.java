package org.samdeblur.backend.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.Device;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.networks.engine.PlacedEngine;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.OnnxFiles;
import org.samdeblur.networks.graph.OnnxModel;
import org.samdeblur.networks.graph.Value;

/**
 * ONNX Runtime on one device.
 *
 * <p>The settings of sessions were chosen by measurements (docs/results.md). The arena is on, because convolutions on
 * fresh pages take twice as long, but returns its memory after every large run. Memory patterns are off, because they
 * take a third more memory and save no time. Threads do not spin while they wait, because spinning takes processor time
 * and saves none.
 */
final class OnnxRuntimeEngine extends PlacedEngine<Placement, OnnxRuntimeSession> {
    /** The least number of nodes for which {@link #plannable} hides ranks. MAXIM's first stage has slightly more. */
    private static final int MANY_NODES = 5000;

    /** Smaller constants, such as shapes, are part of the graph, where the optimizer reads them. */
    private static final int EXTERNAL_FROM_BYTES = 1024;

    /**
     * Weights of more bytes in total, such as those of SAM's ViT-H, are used as mapped from their file. Packed for
     * kernels, they would be in memory twice until the file's pages are released. Unpacked, layers over many rows take
     * about a tenth more time.
     */
    private static final long MOST_PACKED_BYTES = 2L << 30;

    private final NativeRuntime runtime;
    private final long mostPackedBytes;

    private OnnxRuntimeEngine(
            NativeRuntime runtime, Placement placement, BackendOptions options, long mostPackedBytes) {
        super(placement, options);
        this.runtime = runtime;
        this.mostPackedBytes = mostPackedBytes;
    }

    /**
     * Opens the runtime. The default and maximum number of threads of a session is the number of processors available
     * to the JVM. Unlike the runtime's default, this respects a container's limits and does not bind threads to cores.
     * The runtime itself has no maximum.
     *
     * @throws org.samdeblur.api.DeviceUnavailableException if a device requested by name is not available
     * @throws org.samdeblur.api.BackendException if the native library cannot be loaded
     */
    static OnnxRuntimeEngine open(BackendOptions options) {
        return open(options, MOST_PACKED_BYTES);
    }

    /** Opens the runtime with another limit for weights that are packed. */
    static OnnxRuntimeEngine open(BackendOptions options, long mostPackedBytes) {
        NativeRuntime runtime = NativeRuntime.get();
        Placement placement = Placement.of(options.device(), runtime);
        return new OnnxRuntimeEngine(runtime, placement, options, mostPackedBytes);
    }

    /**
     * {@inheritDoc}
     *
     * <p>The runtime copies each weight once, to the layout of its kernels, so that the constants' buffers are not
     * needed when this method returns. If the weights exceed 2 GB on the processor, they are not copied, and the
     * session keeps their buffers.
     */
    @Override
    protected OnnxRuntimeSession start(Graph graph, Map<String, Integer> axes) {
        Signature signature = Signature.of(graph);
        Graph fast = device().equals(Device.cpu()) ? FastLayerNorms.in(graph) : graph;
        OnnxModel model = OnnxFiles.serialize(plannable(fast, axes), EXTERNAL_FROM_BYTES);
        NativeTensors weights = new NativeTensors(runtime.environment());
        try (SessionOptions options = new SessionOptions()) {
            configure(options, axes);
            for (Map.Entry<String, Constant> weight : model.external().entrySet()) {
                weights.add(weight.getKey(), weight.getValue());
            }
            options.addExternalInitializers(new LinkedHashMap<String, OnnxTensorLike>(weights.byName()));
            if (!isPacked(model)) {
                keepInPlace(weights, options);
            }
            OrtSession session = runtime.environment().createSession(model.proto(), options);
            if (isPacked(model)) {
                weights.close();
            }
            return new OnnxRuntimeSession(runtime, session, weights, signature);
        } catch (OrtException e) {
            weights.close();
            throw new InvalidModelException(runtime + " does not take the " + signature + ": " + Messages.of(e), e);
        } catch (RuntimeException | Error e) {
            weights.close();
            throw e;
        }
    }

    /**
     * Hides the ranks of inputs and outputs of a graph with many nodes and free sizes. The runtime compares each value
     * of known rank with all earlier ones, to share memory between values of the same size. With free sizes, this finds
     * nothing, and takes time quadratic in the number of values: minutes for MAXIM's three stages.
     */
    private static Graph plannable(Graph graph, Map<String, Integer> axes) {
        boolean isFree = graph.inputs().stream()
                .flatMap(input -> input.shape().stream())
                .anyMatch(axis -> axis.size().isEmpty() && !axes.containsKey(axis.symbol()));
        if (graph.nodes().size() < MANY_NODES || !isFree) {
            return graph;
        }
        return new Graph(
                graph.name(),
                graph.opset(),
                graph.extensions(),
                unranked(graph.inputs()),
                unranked(graph.outputs()),
                graph.nodes(),
                graph.constants(),
                graph.metadata());
    }

    private static List<Value> unranked(List<Value> values) {
        return values.stream()
                .map(value -> Value.unranked(value.name(), value.type()))
                .toList();
    }

    /**
     * Returns whether weights are copied to the layout of kernels. On a GPU, they are copied to its memory in any case.
     */
    private boolean isPacked(OnnxModel model) {
        long bytes = model.external().values().stream()
                .mapToLong(weight -> weight.data().remaining())
                .sum();
        return bytes <= mostPackedBytes || !device().equals(Device.cpu());
    }

    private static void keepInPlace(NativeTensors weights, SessionOptions options) throws OrtException {
        options.addConfigEntry("session.disable_prepacking", "1");
        for (Map.Entry<String, OnnxTensor> weight : weights.byName().entrySet()) {
            options.addInitializer(weight.getKey(), weight.getValue());
        }
    }

    private void configure(SessionOptions options, Map<String, Integer> axes) throws OrtException {
        options.setSessionLogLevel(LogLevel.current());
        options.setIntraOpNumThreads(threads());
        options.setMemoryPatternOptimization(false);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        // allocates weights outside the arena, which cannot release a region that contains one
        options.addConfigEntry("session.use_device_allocator_for_initializers", "1");
        for (Map.Entry<String, Integer> axis : axes.entrySet()) {
            options.setSymbolicDimensionValue(axis.getKey(), axis.getValue());
        }
        placement().appendTo(options);
    }
}
