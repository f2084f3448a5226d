package org.samdeblur.backend.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.samdeblur.api.Device;
import org.samdeblur.api.DeviceUnavailableException;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.engine.DeviceChoice;
import org.samdeblur.networks.engine.EnginePlacement;
import org.samdeblur.networks.engine.TrialGraph;
import org.samdeblur.networks.graph.OnnxFiles;

/**
 * The device that sessions run on, tested before it is used.
 *
 * @param device the device, never {@code auto} or {@code gpu}
 * @param accelerator the accelerator; empty for the processor
 * @param note why the processor is used although the request was {@code auto}
 */
record Placement(Device device, Optional<Accelerator> accelerator, Optional<String> note) implements EnginePlacement {
    /** For {@code auto}. Core ML computes with 16-bit floats and TensorRT compiles for minutes, so both must be requested. */
    private static final List<Accelerator> AUTOMATIC = List.of(Accelerator.CUDA, Accelerator.DIRECT_ML);

    /**
     * Chooses the device for a request.
     *
     * @throws DeviceUnavailableException if a requested device is not available; the message states what is missing
     */
    static Placement of(Device wanted, NativeRuntime runtime) {
        List<Accelerator> gpus = offered(List.of(Accelerator.values()), runtime);
        DeviceChoice choice = DeviceChoice.of(
                wanted,
                "ONNX Runtime",
                offered(AUTOMATIC, runtime).stream()
                        .map(accelerator -> described(accelerator, gpus))
                        .toList(),
                Arrays.stream(Accelerator.values())
                        .map(accelerator -> described(accelerator, gpus))
                        .toList(),
                device -> on(Accelerator.of(device.kind()).orElseThrow(), device.index())
                        .failure(runtime));
        return new Placement(choice.device(), Accelerator.of(choice.device().kind()), choice.note());
    }

    /**
     * Returns the accelerators that the runtime was built with; if there are none, CUDA, so that messages mention it.
     */
    private static List<Accelerator> offered(List<Accelerator> accelerators, NativeRuntime runtime) {
        List<Accelerator> offered = accelerators.stream()
                .filter(accelerator -> accelerator.isOfferedBy(runtime))
                .toList();
        return offered.isEmpty() ? List.of(Accelerator.CUDA) : offered;
    }

    private static DeviceChoice.Accelerator described(Accelerator accelerator, List<Accelerator> gpus) {
        return new DeviceChoice.Accelerator(
                accelerator.kind(),
                gpus.contains(accelerator) ? List.of("gpu", accelerator.kind()) : List.of(accelerator.kind()));
    }

    static Placement on(Accelerator accelerator, int index) {
        return new Placement(new Device(accelerator.kind(), index), Optional.of(accelerator), Optional.empty());
    }

    void appendTo(SessionOptions options) throws OrtException {
        if (accelerator.isPresent()) {
            accelerator.get().appendTo(options, device.index());
        }
    }

    /** Returns why the device cannot be used. It adds two numbers there, because missing libraries show only in a run. */
    Optional<String> failure(NativeRuntime runtime) {
        Optional<Accelerator> missing = accelerator.filter(wanted -> !wanted.isOfferedBy(runtime));
        if (missing.isPresent()) {
            return missing.map(absent -> "this " + runtime + " was built without " + absent.kind() + "; "
                    + absent.source(runtime.version()));
        }
        try {
            addNumbers(runtime);
            return Optional.empty();
        } catch (OrtException | LinkageError | RuntimeException e) {
            return Optional.of(device + ": " + Messages.rootCause(e)
                    + accelerator.map(it -> " (" + it.needs() + ")").orElse(""));
        }
    }

    private void addNumbers(NativeRuntime runtime) throws OrtException {
        try (SessionOptions options = new SessionOptions();
                NativeTensors input = new NativeTensors(runtime.environment())) {
            appendTo(options);
            input.add("x", Tensor.zeros(1));
            try (OrtSession session = runtime.environment()
                    .createSession(
                            OnnxFiles.serialize(TrialGraph.sum(), Integer.MAX_VALUE)
                                    .proto(),
                            options)) {
                session.run(input.byName()).close();
            }
        }
    }
}
