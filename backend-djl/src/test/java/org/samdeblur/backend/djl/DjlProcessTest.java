package org.samdeblur.backend.djl;

import org.samdeblur.networks.contract.ProcessContract;

class DjlProcessTest extends ProcessContract {
    DjlProcessTest() {
        super(new DjlBackendProvider());
    }
}
