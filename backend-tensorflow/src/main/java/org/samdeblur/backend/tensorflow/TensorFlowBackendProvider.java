package org.samdeblur.backend.tensorflow;

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
import org.samdeblur.backend.tensorflow.runtime.Placement;
import org.samdeblur.backend.tensorflow.runtime.TensorFlowRuntime;
import org.samdeblur.backend.tensorflow.savedmodel.SavedModelLoader;
import org.samdeblur.networks.NetworkBackend;
import org.samdeblur.networks.format.ModelFormats;

/** Provides TensorFlow as the backend {@code tensorflow}. The native library is loaded on first use. */
public final class TensorFlowBackendProvider implements BackendProvider {
    /** Creates the provider; loads nothing. */
    public TensorFlowBackendProvider() {}

    @Override
    public String name() {
        return "tensorflow";
    }

    @Override
    public int priority() {
        return 40;
    }

    @Override
    public BackendStatus status() {
        TensorFlowRuntime runtime;
        try {
            runtime = TensorFlowRuntime.get();
        } catch (BackendException e) {
            return BackendStatus.unavailable("TensorFlow", e.getMessage());
        }
        Optional<String> problem = Placement.failure(0, runtime);
        List<Device> devices = new ArrayList<>();
        if (problem.isEmpty()) {
            devices.add(new Device("gpu", 0));
        }
        devices.add(Device.cpu());
        return BackendStatus.available(runtime.toString(), devices);
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
        TensorFlowEngine engine = TensorFlowEngine.open(options);
        return new NetworkBackend(
                name(), engine, List.of(new SavedModelLoader(engine.device(), engine.configuration())));
    }
}
