package org.samdeblur.backend.tensorflow;

import org.samdeblur.networks.contract.ProcessContract;

class TensorFlowProcessTest extends ProcessContract {
    TensorFlowProcessTest() {
        super(new TensorFlowBackendProvider());
    }
}
