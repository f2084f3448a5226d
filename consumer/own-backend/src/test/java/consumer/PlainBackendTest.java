package consumer;

import org.samdeblur.api.Backend;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.Device;
import org.samdeblur.networks.contract.BackendContract;

/** The published contract, with the figures that come with it. */
class PlainBackendTest extends BackendContract {
    @Override
    protected Backend open() {
        return new PlainBackendProvider().open(BackendOptions.DEFAULT.withDevice(Device.cpu()));
    }
}
