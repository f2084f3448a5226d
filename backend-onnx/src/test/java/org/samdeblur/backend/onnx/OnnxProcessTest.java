package org.samdeblur.backend.onnx;

import org.samdeblur.networks.contract.ProcessContract;

class OnnxProcessTest extends ProcessContract {
    OnnxProcessTest() {
        super(new OnnxBackendProvider());
    }
}
