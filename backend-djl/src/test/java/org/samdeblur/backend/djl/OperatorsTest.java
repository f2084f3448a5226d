package org.samdeblur.backend.djl;

import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.Device;
import org.samdeblur.backend.djl.operator.OperatorTable;
import org.samdeblur.networks.contract.OperatorContract;
import org.samdeblur.networks.engine.GraphEngine;
import org.samdeblur.networks.engine.GraphSession;

@Tag("once")
class OperatorsTest extends OperatorContract {
    @Override
    protected GraphEngine open() {
        return DjlEngine.open(BackendOptions.DEFAULT.withDevice(Device.cpu()).withThreads(1));
    }

    @Override
    protected Set<String> operators() {
        return OperatorTable.names();
    }

    @Override
    protected String documentation() throws IOException {
        return documentation("backends-djl.md", "Each is tested against ONNX Runtime:", "Not supported:");
    }

    @Override
    protected int nativeArrays(GraphSession session) {
        return ((DjlSession) session).arrays();
    }
}
