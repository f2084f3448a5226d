package consumer;

import java.util.List;
import java.util.Optional;
import org.samdeblur.api.Backend;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.BackendProvider;
import org.samdeblur.api.BackendStatus;
import org.samdeblur.api.Device;
import org.samdeblur.api.ModelSource;
import org.samdeblur.networks.NetworkBackend;
import org.samdeblur.networks.format.ModelFormats;

/** Makes {@link PlainEngine} known as the backend {@code plain}. */
public final class PlainBackendProvider implements BackendProvider {
    @Override
    public String name() {
        return "plain";
    }

    @Override
    public int priority() {
        return 10;
    }

    @Override
    public BackendStatus status() {
        return BackendStatus.available("ONNX Runtime, plainly", List.of(Device.cpu()));
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
        return new NetworkBackend(name(), new PlainEngine());
    }
}
