package org.samdeblur.backend.tensorflow;

import org.samdeblur.api.Backend;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.Device;
import org.samdeblur.networks.contract.Sam2SegmenterContract;

class TensorFlowSam2SegmenterContractTest extends Sam2SegmenterContract {
    @Override
    protected Backend open() {
        return new TensorFlowBackendProvider().open(BackendOptions.DEFAULT.withDevice(Device.cpu()));
    }
}
