package org.samdeblur.backend.openvino;

import java.util.Optional;
import org.samdeblur.api.Backend;
import org.samdeblur.api.BackendException;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.BackendProvider;
import org.samdeblur.api.BackendStatus;
import org.samdeblur.api.ModelSource;
import org.samdeblur.backend.openvino.runtime.OpenVinoRuntime;
import org.samdeblur.networks.NetworkBackend;
import org.samdeblur.networks.format.ModelFormats;

/** Makes OpenVINO known as the backend {@code openvino}. The native library is looked for and loaded when it is first needed. */
public final class OpenVinoBackendProvider implements BackendProvider {
    /** Creates the provider; loads nothing. */
    public OpenVinoBackendProvider() {}

    @Override
    public String name() {
        return "openvino";
    }

    @Override
    public int priority() {
        return 30;
    }

    /** Before ONNX Runtime: OpenVINO took less processor time on three of four networks, as much on the fourth (docs/results.md). */
    @Override
    public int processorPriority() {
        return 110;
    }

    @Override
    public BackendStatus status() {
        try {
            return Placement.status(OpenVinoRuntime.get());
        } catch (BackendException e) {
            return BackendStatus.unavailable(OpenVinoRuntime.NAME, e.getMessage());
        }
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
        return new NetworkBackend(name(), OpenVinoEngine.open(options));
    }
}
