package org.samdeblur.backend.djl;

import org.samdeblur.api.Backend;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.Device;
import org.samdeblur.networks.contract.Sam2SegmenterContract;

class DjlSam2SegmenterContractTest extends Sam2SegmenterContract {
    @Override
    protected Backend open() {
        return new DjlBackendProvider().open(BackendOptions.DEFAULT.withDevice(Device.cpu()));
    }
}
