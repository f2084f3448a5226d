package org.samdeblur.backend.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.samdeblur.api.Device;
import org.samdeblur.api.DeviceUnavailableException;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.engine.EnginePlacement;
import org.samdeblur.networks.engine.TrialGraph;
import org.samdeblur.networks.graph.OnnxFiles;

/**
 * Where sessions run, tried out before it is promised.
 *
 * @param device the device, never {@code auto} or {@code gpu}
 * @param accelerator what drives it; empty for the processor
 * @param note why it is the processor, if the choice was free
 */
record Placement(Device device, Optional<Accelerator> accelerator, Optional<String> note) implements EnginePlacement {
    /**
     * What a free choice may fall on. Core ML computes with 16-bit floats, TensorRT compiles for minutes: both only on
     * demand.
     */
    private static final List<Accelerator> AUTOMATIC = List.of(Accelerator.CUDA, Accelerator.DIRECT_ML);

    /**
     * Finds a place for the wish.
     *
     * @throws DeviceUnavailableException if a device is named and is not available; says what is missing
     */
    static Placement of(Device wanted, NativeRuntime runtime) {
        if (wanted.isCpu()) {
            return processor(Optional.empty());
        }
        if (wanted.isAuto()) {
            List<String> failures = new ArrayList<>();
            return firstWorking(AUTOMATIC, 0, runtime, failures)
                    .orElseGet(() -> processor(Optional.of(fallbackNote(failures, runtime))));
        }
        List<Accelerator> candidates = candidates(wanted, runtime);
        List<String> failures = new ArrayList<>();
        return firstWorking(candidates, wanted.index(), runtime, failures)
                .orElseThrow(() -> new DeviceUnavailableException(
                        "device " + wanted + " is not available: " + absence(candidates, failures, runtime)));
    }

    private static List<Accelerator> candidates(Device wanted, NativeRuntime runtime) {
        if (wanted.kind().equals("gpu")) {
            List<Accelerator> offered = Arrays.stream(Accelerator.values())
                    .filter(accelerator -> accelerator.isOfferedBy(runtime))
                    .toList();
            return offered.isEmpty() ? List.of(Accelerator.CUDA) : offered;
        }
        return List.of(Accelerator.of(wanted.kind())
                .orElseThrow(() -> new DeviceUnavailableException("ONNX Runtime has no device " + wanted
                        + "; write auto, cpu, gpu, cuda, tensorrt, directml or coreml")));
    }

    private static Optional<Placement> firstWorking(
            List<Accelerator> candidates, int index, NativeRuntime runtime, List<String> failures) {
        for (Accelerator accelerator : candidates) {
            if (accelerator.isOfferedBy(runtime)) {
                Placement placement = on(accelerator, index);
                Optional<String> failure = placement.failure(runtime);
                if (failure.isEmpty()) {
                    return Optional.of(placement);
                }
                failures.add(failure.get());
            }
        }
        return Optional.empty();
    }

    static Placement on(Accelerator accelerator, int index) {
        return new Placement(new Device(accelerator.kind(), index), Optional.of(accelerator), Optional.empty());
    }

    private static Placement processor(Optional<String> note) {
        return new Placement(Device.cpu(), Optional.empty(), note);
    }

    private static String fallbackNote(List<String> failures, NativeRuntime runtime) {
        return "runs on the processor: " + absence(AUTOMATIC.subList(0, 1), failures, runtime);
    }

    private static String absence(List<Accelerator> wanted, List<String> failures, NativeRuntime runtime) {
        return failures.isEmpty()
                ? "this " + runtime + " was built without " + wanted.get(0).kind() + "; "
                        + wanted.get(0).source(runtime.version())
                : String.join("; ", failures);
    }

    void appendTo(SessionOptions options) throws OrtException {
        if (accelerator.isPresent()) {
            accelerator.get().appendTo(options, device.index());
        }
    }

    /** Returns what is wrong with the device, if adding two numbers there fails: libraries and indices are looked at late. */
    Optional<String> failure(NativeRuntime runtime) {
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
