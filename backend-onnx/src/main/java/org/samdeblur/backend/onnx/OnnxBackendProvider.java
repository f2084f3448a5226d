package org.samdeblur.backend.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.samdeblur.api.Backend;
import org.samdeblur.api.BackendException;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.BackendProvider;
import org.samdeblur.api.BackendStatus;
import org.samdeblur.api.Device;
import org.samdeblur.api.ModelSource;
import org.samdeblur.networks.NetworkBackend;
import org.samdeblur.networks.format.ModelFormats;

/** Provides ONNX Runtime as the backend {@code onnx}. The native library is loaded on first use. */
public final class OnnxBackendProvider implements BackendProvider {
    /** Creates the provider; loads nothing. */
    public OnnxBackendProvider() {}

    @Override
    public String name() {
        return "onnx";
    }

    @Override
    public int priority() {
        return 100;
    }

    @Override
    public BackendStatus status() {
        NativeRuntime runtime;
        try {
            runtime = NativeRuntime.get();
        } catch (BackendException e) {
            return BackendStatus.unavailable(NativeRuntime.NAME, e.getMessage());
        }
        return statusOf(runtime);
    }

    /** Returns the status. Tests the accelerators that the runtime was built with; the processor always works. */
    private static BackendStatus statusOf(NativeRuntime runtime) {
        List<Device> devices = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Accelerator accelerator : Accelerator.values()) {
            if (accelerator.isOfferedBy(runtime)) {
                Placement placement = Placement.on(accelerator, 0);
                placement.failure(runtime).ifPresentOrElse(problems::add, () -> devices.add(placement.device()));
            }
        }
        devices.add(Device.cpu());
        BackendStatus status = BackendStatus.available(runtime.toString(), devices);
        return problems.isEmpty() ? status : status.withProblem(String.join("; ", problems));
    }

    @Override
    public boolean supports(ModelSource model) {
        return objection(model).isEmpty();
    }

    @Override
    public Optional<String> objection(ModelSource model) {
        return ModelFormats.objection(name(), model);
    }

    @Override
    public Backend open(BackendOptions options) {
        return new NetworkBackend(name(), OnnxRuntimeEngine.open(options));
    }
}
