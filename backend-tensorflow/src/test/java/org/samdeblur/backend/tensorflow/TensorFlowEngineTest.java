package org.samdeblur.backend.tensorflow;

import java.util.OptionalInt;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.Device;
import org.samdeblur.networks.contract.EngineContract;
import org.samdeblur.networks.engine.GraphEngine;

class TensorFlowEngineTest extends EngineContract {
    @Override
    protected GraphEngine open(int threads) {
        return TensorFlowEngine.open(new BackendOptions(Device.cpu(), OptionalInt.of(threads)));
    }
}
