package org.samdeblur.backend.onnx;

import java.util.OptionalInt;
import org.samdeblur.api.Backend;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.Device;
import org.samdeblur.networks.contract.ForeignNetworkContract;

class OnnxForeignNetworkTest extends ForeignNetworkContract {
    @Override
    protected Backend open() {
        return new OnnxBackendProvider().open(new BackendOptions(Device.cpu(), OptionalInt.empty()));
    }
}
