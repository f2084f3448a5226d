package org.samdeblur.backend.tensorflow;

import org.samdeblur.api.Backend;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.Device;
import org.samdeblur.networks.contract.ForeignNetworkContract;

class TensorFlowForeignNetworkTest extends ForeignNetworkContract {
    @Override
    protected Backend open() {
        return new TensorFlowBackendProvider().open(BackendOptions.DEFAULT.withDevice(Device.cpu()));
    }
}
