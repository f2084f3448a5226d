package org.samdeblur.backend.openvino;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.samdeblur.api.BackendException;
import org.samdeblur.api.BackendStatus;
import org.samdeblur.api.Device;
import org.samdeblur.api.DeviceUnavailableException;
import org.samdeblur.api.Precision;
import org.samdeblur.api.Tensor;
import org.samdeblur.backend.openvino.runtime.CompiledModel;
import org.samdeblur.backend.openvino.runtime.NativeModel;
import org.samdeblur.backend.openvino.runtime.OpenVinoException;
import org.samdeblur.backend.openvino.runtime.OpenVinoRuntime;
import org.samdeblur.networks.engine.DeviceChoice;
import org.samdeblur.networks.engine.DeviceChoice.Accelerator;
import org.samdeblur.networks.engine.EnginePlacement;
import org.samdeblur.networks.engine.TrialGraph;

/**
 * The device that networks run on, tested before it is used.
 *
 * @param device the device, never {@code auto}
 * @param name OpenVINO's name of the device
 * @param precisions the precisions that it computes in natively, the fastest first
 * @param note why the processor is used although the request was {@code auto}
 */
record Placement(Device device, String name, List<Precision> precisions, Optional<String> note)
        implements EnginePlacement {
    /** The system property that names a folder for compiled networks. */
    static final String CACHE = "samdeblur.openvino.cache";

    private static final String GPU = "gpu";
    private static final String NPU = "npu";
    private static final String PROCESSOR = "CPU";
    private static final String PRECISION = "INFERENCE_PRECISION_HINT";

    private static final List<Accelerator> ACCELERATORS =
            List.of(new Accelerator(GPU, List.of(GPU)), new Accelerator(NPU, List.of(NPU)));

    private static final String GPU_NEEDS = "Intel GPUs need Intel's graphics driver (on Linux the packages"
            + " intel-opencl-icd and libze-intel-gpu1)";

    /**
     * Chooses the device for a request.
     *
     * @throws DeviceUnavailableException if a requested device is not available; the message states what is missing
     */
    static Placement of(Device wanted, OpenVinoRuntime runtime) {
        DeviceChoice choice = DeviceChoice.of(
                wanted,
                "OpenVINO, which supports Intel's GPUs only,",
                ACCELERATORS,
                device -> accelerator(device).failure(runtime));
        return choice.device().isCpu() ? processor(runtime, choice.note()) : accelerator(choice.device());
    }

    private static Placement processor(OpenVinoRuntime runtime, Optional<String> note) {
        return new Placement(Device.cpu(), PROCESSOR, processorPrecisions(runtime), note);
    }

    /**
     * Returns the native precisions. OpenVINO's default has 16 bits only if the processor has instructions for them.
     */
    private static List<Precision> processorPrecisions(OpenVinoRuntime runtime) {
        try {
            return switch (runtime.property(PROCESSOR, PRECISION)) {
                case "bf16" -> List.of(Precision.BFLOAT16, Precision.FLOAT32);
                case "f16" -> List.of(Precision.FLOAT16, Precision.FLOAT32);
                default -> List.of(Precision.FLOAT32);
            };
        } catch (OpenVinoException e) {
            return List.of(Precision.FLOAT32);
        }
    }

    private static Placement accelerator(Device device) {
        String kind = device.kind().toUpperCase(Locale.ROOT);
        return device.kind().equals(NPU)
                ? new Placement(device, kind, List.of(Precision.FLOAT16), Optional.empty())
                : new Placement(
                        device,
                        kind + "." + device.index(),
                        List.of(Precision.FLOAT16, Precision.FLOAT32),
                        Optional.empty());
    }

    /** Returns the status of OpenVINO. Tests the processor and all accelerators that are found. */
    static BackendStatus status(OpenVinoRuntime runtime) {
        List<Device> devices = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        try {
            for (String name : runtime.devices()) {
                device(name)
                        .map(Placement::accelerator)
                        .ifPresent(placement -> placement
                                .failure(runtime)
                                .ifPresentOrElse(problems::add, () -> devices.add(placement.device())));
            }
        } catch (OpenVinoException e) {
            return BackendStatus.unavailable(runtime.toString(), e.getMessage());
        }
        processor(runtime, Optional.empty())
                .failure(runtime)
                .ifPresentOrElse(problems::add, () -> devices.add(Device.cpu()));
        BackendStatus status = BackendStatus.available(runtime.toString(), devices);
        return problems.isEmpty() ? status : status.withProblem(String.join("; ", problems));
    }

    /** Reads OpenVINO's name of an accelerator, such as {@code GPU}, {@code GPU.1} or {@code NPU}. */
    private static Optional<Device> device(String name) {
        String[] parts = name.split("\\.", 2);
        String kind = parts[0].toLowerCase(Locale.ROOT);
        if (!kind.equals(GPU) && !kind.equals(NPU)) {
            return Optional.empty();
        }
        return Optional.of(new Device(kind, parts.length == 1 ? 0 : Integer.parseInt(parts[1])));
    }

    /** Returns why the device cannot be used. It adds two numbers there, because missing drivers show only in a run. */
    Optional<String> failure(OpenVinoRuntime runtime) {
        try {
            if (!device.isCpu() && runtime.devices().stream().noneMatch(this::isNamed)) {
                return Optional.of(
                        runtime + " found no device " + name + (device.kind().equals(GPU) ? "; " + GPU_NEEDS : ""));
            }
            addNumbers(runtime);
            return Optional.empty();
        } catch (OpenVinoException | BackendException e) {
            return Optional.of(runtime + " cannot use " + device + ": " + e.getMessage());
        }
    }

    private boolean isNamed(String found) {
        return device(found).filter(device::equals).isPresent();
    }

    private void addNumbers(OpenVinoRuntime runtime) throws OpenVinoException {
        try (NativeModel model = NativeModel.read(runtime, TrialGraph.sum());
                CompiledModel compiled = model.compile(name, properties(1, precisions.get(0)))) {
            compiled.run("trial", List.of(Tensor.zeros(1)));
        }
    }

    /**
     * Returns the properties for compiling networks for the device.
     *
     * @param threads the number of CPU threads that they may use
     * @param precision the precision that they are computed in
     * @return the properties by OpenVINO's names
     */
    Map<String, String> properties(int threads, Precision precision) {
        Map<String, String> properties = new LinkedHashMap<>();
        if (device.isCpu()) {
            // a run uses all threads, and threads are not bound to cores
            properties.put("NUM_STREAMS", "1");
            properties.put("INFERENCE_NUM_THREADS", Integer.toString(threads));
            properties.put("ENABLE_CPU_PINNING", "NO");
        }
        properties.put(PRECISION, hint(precision));
        Optional.ofNullable(System.getProperty(CACHE)).ifPresent(folder -> properties.put("CACHE_DIR", folder));
        return properties;
    }

    private static String hint(Precision precision) {
        return switch (precision) {
            case FLOAT32 -> "f32";
            case BFLOAT16 -> "bf16";
            case FLOAT16 -> "f16";
            case AUTO ->
                throw new IllegalArgumentException("precision AUTO must be resolved before a network is compiled");
        };
    }
}
