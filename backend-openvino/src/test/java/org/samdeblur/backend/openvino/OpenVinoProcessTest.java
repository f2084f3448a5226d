package org.samdeblur.backend.openvino;

import java.util.List;
import org.samdeblur.backend.openvino.runtime.TestRuntime;
import org.samdeblur.networks.contract.ProcessContract;

@NeedsOpenVino
class OpenVinoProcessTest extends ProcessContract {
    OpenVinoProcessTest() {
        super(new OpenVinoBackendProvider());
    }

    @Override
    protected List<String> javaOptions() {
        return TestRuntime.javaOptions();
    }
}
