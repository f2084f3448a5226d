package org.samdeblur.backend.tensorflow;

import java.util.OptionalInt;
import org.samdeblur.api.Backend;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.Device;
import org.samdeblur.networks.contract.Sam2SegmenterContract;

class TensorFlowSam2SegmenterContractTest extends Sam2SegmenterContract {
    @Override
    protected Backend open() {
        return new TensorFlowBackendProvider().open(new BackendOptions(Device.cpu(), OptionalInt.empty()));
    }
}
