package org.samdeblur.backend.tensorflow.runtime;

import java.util.List;
import java.util.Optional;
import org.samdeblur.api.Device;
import org.samdeblur.api.Precision;
import org.samdeblur.networks.engine.DeviceChoice;
import org.samdeblur.networks.engine.EnginePlacement;
import org.samdeblur.networks.engine.OneLine;
import org.tensorflow.DeviceSpec;
import org.tensorflow.DeviceSpec.DeviceType;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.types.TFloat32;

/**
 * The device that networks run on, tested before it is used.
 *
 * @param device the device: {@code cpu} or {@code gpu:N}
 * @param note why the processor is used although the request was {@code auto}
 */
public record Placement(Device device, Optional<String> note) implements EnginePlacement {
    private static final String GPU = "gpu";

    /**
     * Chooses the device for a request.
     *
     * @param wanted the requested device
     * @param runtime the library
     * @return the placement
     * @throws org.samdeblur.api.DeviceUnavailableException if a requested device is not available; the message states
     *     what is missing
     */
    public static Placement of(Device wanted, TensorFlowRuntime runtime) {
        DeviceChoice choice = DeviceChoice.of(
                wanted,
                "TensorFlow",
                List.of(DeviceChoice.Accelerator.ofNvidia(GPU)),
                gpu -> failure(gpu.index(), runtime));
        return new Placement(choice.device(), choice.note());
    }

    /**
     * Tests a GPU by computing on it.
     *
     * @param index the index of the GPU
     * @param runtime the library
     * @return why it cannot be used; empty if it works
     */
    public static Optional<String> failure(int index, TensorFlowRuntime runtime) {
        Placement place = new Placement(new Device(GPU, index), Optional.empty());
        try (Graph graph = new Graph();
                TFloat32 one = TFloat32.scalarOf(1)) {
            Output<?> constant = graph.baseScope()
                    .withDevice(place.operations())
                    .opBuilder("Const", "one")
                    .setAttr("dtype", one.dataType())
                    .setAttr("value", one)
                    .build()
                    .output(0);
            try (Session session = new Session(
                    graph, place.configuration().setAllowSoftPlacement(false).build())) {
                session.runner().fetch(constant).run().close();
                return Optional.empty();
            }
        } catch (TensorFlowException | TFInvalidArgumentException | TFUnimplementedException e) {
            String cause = OneLine.of(e);
            return Optional.of(
                    cause.contains("CUDA is not enabled")
                            ? "this " + runtime + " was built without CUDA; for NVIDIA GPUs on Linux on x64 use "
                                    + NativeLibrary.snippet("linux-x86_64-gpu")
                            : runtime + " cannot use GPU " + index + ": " + cause);
        }
    }

    /** {@inheritDoc} bfloat16 is not the first, because it loses more in TensorFlow (docs/results.md). */
    @Override
    public List<Precision> precisions() {
        return device.isCpu() && ProcessorInstructions.includeBfloat16()
                ? List.of(Precision.FLOAT32, Precision.BFLOAT16)
                : List.of(Precision.FLOAT32);
    }

    /**
     * Returns the device of operations.
     *
     * @return a GPU; empty for the processor, which sessions without GPUs use
     */
    public DeviceSpec operations() {
        DeviceSpec.Builder builder = DeviceSpec.newBuilder();
        return device.isCpu()
                ? builder.build()
                : builder.deviceType(DeviceType.GPU).deviceIndex(device.index()).build();
    }

    /**
     * Returns the configuration of a session that computes in a precision. With bfloat16, TensorFlow converts the
     * operations that benefit from it, such as convolutions; other operations and variables keep 32-bit floats.
     *
     * @param precision one of {@link #precisions}
     * @return the configuration, to be completed
     */
    public ConfigProto.Builder configuration(Precision precision) {
        if (precision != Precision.BFLOAT16) {
            return configuration();
        }
        RewriterConfig rewriting = RewriterConfig.newBuilder()
                .setAutoMixedPrecisionOnednnBfloat16(RewriterConfig.Toggle.ON)
                .build();
        return configuration().setGraphOptions(GraphOptions.newBuilder().setRewriteOptions(rewriting));
    }

    /**
     * Returns the configuration of a session. Operations without a kernel for the GPU, such as reading shapes, run on
     * the processor. GPU memory is allocated as needed.
     *
     * @return the configuration, to be completed
     */
    public ConfigProto.Builder configuration() {
        ConfigProto.Builder builder = ConfigProto.newBuilder().setAllowSoftPlacement(true);
        return device.isCpu()
                ? builder.putDeviceCount("GPU", 0)
                : builder.setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true));
    }
}
