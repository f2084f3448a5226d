package org.samdeblur.backend.tensorflow;

import org.samdeblur.api.Backend;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.Device;
import org.samdeblur.networks.contract.BackendContract;

class TensorFlowBackendContractTest extends BackendContract {
    @Override
    protected Backend open() {
        return new TensorFlowBackendProvider().open(BackendOptions.DEFAULT.withDevice(Device.cpu()));
    }
}
