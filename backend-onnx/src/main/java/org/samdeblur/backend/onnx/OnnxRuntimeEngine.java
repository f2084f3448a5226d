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
 * <p>How sessions are set up was measured (docs/results.md): the arena stays on, as convolutions on fresh pages take twice
 * as long, but gives its memory back after every large run; planning memory by pattern costs a third more of it and saves no
 * time; threads that spin while they wait cost processor time and save none.
 */
final class OnnxRuntimeEngine extends PlacedEngine<Placement, OnnxRuntimeSession> {
    /** MAXIM's first stage has a few more. */
    private static final int MANY_NODES = 5000;

    /** Smaller constants, such as shapes, go with the graph, where the optimizer reads them. */
    private static final int EXTERNAL_FROM_BYTES = 1024;

    /**
     * Weights of more bytes in all, as those of SAM's ViT-H, are used where they lie, mapped from their file. Packed as kernels
     * want them they would be in memory twice until the file's pages are given up; unpacked, layers over many rows take about a
     * tenth more time.
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
     * Opens the runtime. Without a number of threads, a session has as many as the JVM sees processors: unlike the
     * runtime's own default, that heeds a container's limits and binds no thread to a core. More than that are never started:
     * the runtime would start every one it is told of, to no use.
     *
     * @throws org.samdeblur.api.DeviceUnavailableException if a device asked for by name is not available
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
     * <p>The runtime takes each weight from where it lies and keeps one copy, in the layout its kernels want; so the
     * constants' buffers are not needed any more when this returns. Weights of more than 2 GB stay where they are instead, and
     * the session keeps their buffers.
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
     * The runtime compares every value that it knows the axes of with all those before it, to let values of one size share
     * memory. Where sizes are free that takes time that grows with the square of their number, minutes for MAXIM's three
     * stages, and finds nothing. So a graph of many nodes does not say how many axes its image has.
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

    /** A GPU has its own memory, into which weights are copied in any case. */
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
        // weights stay out of the arena, which could not give back a region that holds one
        options.addConfigEntry("session.use_device_allocator_for_initializers", "1");
        for (Map.Entry<String, Integer> axis : axes.entrySet()) {
            options.setSymbolicDimensionValue(axis.getKey(), axis.getValue());
        }
        placement().appendTo(options);
    }
}
