package org.samdeblur.backend.openvino;

import org.samdeblur.api.Backend;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.Device;
import org.samdeblur.networks.contract.BackendContract;

@NeedsOpenVino
class OpenVinoBackendContractTest extends BackendContract {
    @Override
    protected Backend open() {
        return new OpenVinoBackendProvider().open(BackendOptions.DEFAULT.withDevice(Device.cpu()));
    }
}
