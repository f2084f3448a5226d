package org.samdeblur.backend.openvino;

import org.samdeblur.api.Backend;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.Device;
import org.samdeblur.networks.contract.Sam2SegmenterContract;

@NeedsOpenVino
class OpenVinoSam2SegmenterContractTest extends Sam2SegmenterContract {
    @Override
    protected Backend open() {
        return new OpenVinoBackendProvider().open(BackendOptions.DEFAULT.withDevice(Device.cpu()));
    }
}
