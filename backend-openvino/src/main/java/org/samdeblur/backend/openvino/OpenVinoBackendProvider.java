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

/** Provides OpenVINO as the backend {@code openvino}. The native library is found and loaded on first use. */
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

    /** Higher than ONNX Runtime's: OpenVINO needs less processor time on most networks (docs/results.md). */
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
