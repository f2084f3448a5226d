package org.samdeblur.backend.onnx;

import org.samdeblur.api.Backend;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.Device;
import org.samdeblur.networks.contract.BackendContract;

class OnnxBackendContractTest extends BackendContract {
    @Override
    protected Backend open() {
        return new OnnxBackendProvider().open(BackendOptions.DEFAULT.withDevice(Device.cpu()));
    }
}
