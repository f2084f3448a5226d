package org.samdeblur.backend.djl;

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
import org.samdeblur.backend.djl.runtime.Placement;
import org.samdeblur.backend.djl.runtime.PyTorch;
import org.samdeblur.backend.djl.torchscript.TorchScriptLoader;
import org.samdeblur.networks.NetworkBackend;
import org.samdeblur.networks.format.ModelFormats;

/** Provides PyTorch, through DJL, as the backend {@code djl}. The native library is loaded on first use. */
public final class DjlBackendProvider implements BackendProvider {
    /** Creates the provider; loads nothing. */
    public DjlBackendProvider() {}

    @Override
    public String name() {
        return "djl";
    }

    @Override
    public int priority() {
        return 50;
    }

    @Override
    public BackendStatus status() {
        PyTorch pytorch;
        try {
            pytorch = PyTorch.get();
        } catch (BackendException e) {
            return BackendStatus.unavailable("PyTorch in DJL", e.getMessage());
        }
        Optional<String> problem = Placement.failure(0, pytorch);
        List<Device> devices = new ArrayList<>();
        if (problem.isEmpty()) {
            devices.add(new Device("cuda", 0));
        }
        devices.add(Device.cpu());
        return BackendStatus.available(pytorch.toString(), devices);
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
        DjlEngine engine = DjlEngine.open(options);
        return new NetworkBackend(
                name(), engine, List.of(new TorchScriptLoader(engine.pytorch(), engine.placement(), engine.threads())));
    }
}
