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
 * Where networks run, tried out before it is promised.
 *
 * @param device the device, never {@code auto}
 * @param name OpenVINO's name of it
 * @param precisions what it computes in natively, fastest first
 * @param note why it is the processor, if the choice was free
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
     * Finds a place for the wish.
     *
     * @throws DeviceUnavailableException if a device is named and is not available; says what is missing
     */
    static Placement of(Device wanted, OpenVinoRuntime runtime) {
        DeviceChoice choice = DeviceChoice.of(
                wanted,
                "OpenVINO, which drives Intel's GPUs,",
                ACCELERATORS,
                device -> accelerator(device).failure(runtime));
        return choice.device().isCpu() ? processor(runtime, choice.note()) : accelerator(choice.device());
    }

    private static Placement processor(OpenVinoRuntime runtime, Optional<String> note) {
        return new Placement(Device.cpu(), PROCESSOR, processorPrecisions(runtime), note);
    }

    /** By itself OpenVINO takes 16 bits exactly where the processor has instructions for them; it could imitate them elsewhere. */
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

    /** Tells what OpenVINO can do here: the processor, and accelerators that it finds, which are tried out. */
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

    /** Returns what is wrong with the device, if adding two numbers there fails: drivers are found to be missing late. */
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
     * Returns how networks are compiled for the device.
     *
     * @param threads how many threads of the processor they may use
     * @param precision what they are computed in
     * @return properties by OpenVINO's names
     */
    Map<String, String> properties(int threads, Precision precision) {
        Map<String, String> properties = new LinkedHashMap<>();
        if (device.isCpu()) {
            // one run at a time has all threads, and no thread is bound to a core that others use
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
            case AUTO -> throw new IllegalArgumentException("a network is computed in one precision");
        };
    }
}
