package org.samdeblur.backend.tensorflow;

import org.samdeblur.api.Backend;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.Device;
import org.samdeblur.networks.contract.MaximGolden;
import org.samdeblur.networks.contract.PublishedNetworksContract;

class TensorFlowPublishedNetworksTest extends PublishedNetworksContract {
    @Override
    protected Backend open() {
        return new TensorFlowBackendProvider().open(BackendOptions.DEFAULT.withDevice(Device.cpu()));
    }

    /** TensorFlow takes a minute to prepare a third stage. Two have all that three have. */
    @Override
    protected MaximGolden laterStages() {
        return MaximGolden.TWO_STAGES;
    }
}
