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
 * Where networks run, tried out before it is promised.
 *
 * @param device the device: {@code cpu} or {@code gpu:N}
 * @param note why it is the processor, if the choice was free
 */
public record Placement(Device device, Optional<String> note) implements EnginePlacement {
    private static final String GPU = "gpu";

    /**
     * Finds a place for the wish.
     *
     * @param wanted the device asked for
     * @param runtime the library
     * @return the place
     * @throws org.samdeblur.api.DeviceUnavailableException if a device is named and is not available; says what is missing
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
     * Finds out what keeps a GPU from being used, by computing something on it.
     *
     * @param index which GPU
     * @param runtime the library
     * @return the reason, empty if it works
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
                            : runtime + " cannot use the GPU " + index + ": " + cause);
        }
    }

    /** {@inheritDoc} Those that TensorFlow converts to bfloat16 lose more than that (docs/results.md). */
    @Override
    public List<Precision> precisions() {
        return device.isCpu() && ProcessorInstructions.includeBfloat16()
                ? List.of(Precision.FLOAT32, Precision.BFLOAT16)
                : List.of(Precision.FLOAT32);
    }

    /**
     * Returns where operations go.
     *
     * @return a GPU; empty for the processor, which is where they go if no GPU is offered
     */
    public DeviceSpec operations() {
        DeviceSpec.Builder builder = DeviceSpec.newBuilder();
        return device.isCpu()
                ? builder.build()
                : builder.deviceType(DeviceType.GPU).deviceIndex(device.index()).build();
    }

    /**
     * Begins the configuration of a session that computes in a precision. In bfloat16, TensorFlow converts the operations that gain by
     * it, such as convolutions, and keeps the others in 32-bit floats; variables stay as they are.
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
     * Begins the configuration of a session. What a GPU has no kernel for, such as reading shapes, runs on the processor; a GPU's
     * memory is taken as it is needed.
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
